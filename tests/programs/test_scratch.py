import time, cProfile, pstats
from programs.review import *
from programs.actions import items, issue, draft as dr
from tests.factories import *

def test_x(draft, physio, client_for, django_assert_max_num_queries):
    t=time.process_time()
    def lap(n):
        nonlocal t
        print(n, round((time.process_time()-t)*1000)); t=time.process_time()
    library(); lap("library")
    for i in range(2): 
        suggested_items(draft); lap("suggest read")
    items.add_suggested(program=draft, seen=draft.draft_version, suggestions=suggested_items(draft), by=physio); lap("sug")
    e=Exercise.objects.get(slug="leg-press")
    items.add_exercise(program=draft, seen=draft.draft_version, exercise=e, dose=start_dose(draft,e), by=physio); lap("add")
    r=review(draft); lap("review")
    c=client_for(physio); lap("login")
    for u in ["edit/","edit/", "edit/?q=squat","issue/","settings/"]:
        rr=c.get(f"/programs/{draft.pk}/{u}"); lap(u)
    p=cProfile.Profile(); p.enable(); c.get(f"/programs/{draft.pk}/edit/"); p.disable()
    pstats.Stats(p).sort_stats("cumtime").print_stats(45)
    assert 0
