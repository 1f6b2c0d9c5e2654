"""What is frozen when a programme is issued, as docs/snapshot.md lays it out."""

import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from programs.errors import Refused
from programs.log_code import CODE_LETTERS, new_log_code
from programs.planning import plan_weeks
from programs.review import review
from programs.snapshot import build_snapshot, digest
from tests.factories import ItemFactory, ProgramFactory, RequestFactory
from tests.programs.steps import issue

# Keys that are codes of exercises or languages, not names of fields.
CODES = {"revisions", "findings", "acknowledged", "translations", "untranslated", "texts", "replaced"}
# What only the clinician's own page reads: nobody prints it, so the page in docs leaves it out.
OWN_PAGE = {"warnings_ticked", "stands_for", "measured"}


def keys_of(value, name=""):
    """Return the names of every field in a snapshot, codes of exercises left out."""
    if isinstance(value, list):
        return {key for one in value for key in keys_of(one)}
    if not isinstance(value, dict):
        return set()
    if name in CODES:
        return {key for one in value.values() for key in keys_of(one)}
    return set(value) | {
        key for field, one in value.items() if field != "pose" for key in keys_of(one, field)
    }


@pytest.fixture
def full(ready_draft, physio):
    """Return a snapshot in which nothing is empty that could hold something."""
    wish = RequestFactory(program=ready_draft, slug="good-morning", state="swapped")
    press = ready_draft.items.get(exercise__slug="leg-press")
    press.request, press.replaces = wish, wish.exercise
    press.save()
    squat = ItemFactory(program=ready_draft, slug="bodyweight-squat", sets=3, reps=15, allow_harder=True)
    ready_draft.weeks = 12
    ready_draft.save()
    plan_weeks(ready_draft)
    assert squat.week_doses.exclude(exercise=squat.exercise).exists()
    return issue(ready_draft, by=physio).snapshot


def items_of(snapshot):
    return {item["slug"]: item for part in snapshot["sections"] for item in part["items"]}


def test_the_page_in_docs_names_every_field(full):
    page = (settings.BASE_DIR / "docs" / "snapshot.md").read_text(encoding="utf-8")
    assert sorted(keys_of(full) - OWN_PAGE - set(re.findall(r'"(\w+)"', page))) == []


def test_it_is_plain_data(full):
    assert json.loads(json.dumps(full)) == full


def test_it_says_who_gives_what_to_whom(full, issued_words):
    assert {field: full["program"][field] for field in issued_words} == issued_words
    assert full["patient"] == {
        "name": "Ada Müller",
        "reference": full["patient"]["reference"],
        "born_on": "1980-03-02",
    }
    assert full["clinician"]["name"] == "Anna Berg"
    assert full["clinic"]["name"] == "Harbour Physiotherapy"


@pytest.fixture
def issued_words():
    return {
        "version": 1,
        "issued_on": "2026-11-23",
        "issued_by": "Anna Berg",
        "weeks": 12,
        "starts_on": "2026-11-23",
        "training_days": ["mon", "wed", "fri"],
        "mode": "strict",
        "language": "en",
        "review_on": "2026-12-01",
        "supersedes": [],
    }


def test_the_pain_light_is_the_programs(full):
    assert (full["pain_light"]["green_max"], full["pain_light"]["rpe_cap"]) == (2, 7)


def test_sections_stand_in_session_order(full):
    assert [part["section"] for part in full["sections"]] == ["warm_up", "core", "main", "cool_down"]


def test_exercises_are_numbered_through(full):
    assert [item["number"] for item in items_of(full).values()] == [1, 2, 3, 4, 5, 6]


def test_every_exercise_has_every_week_a_text_and_a_picture(full):
    for item in items_of(full).values():
        assert [week["week"] for week in item["weeks"]] == list(range(1, 13))
        assert item["text"]["steps"]
        assert item["pose"]


def test_it_says_how_long_the_longest_session_takes(full):
    program = full["program"]
    assert program["minutes_longest"] > program["minutes_per_session"] > 0


def test_it_says_which_exercises_take_a_weight(full):
    items = items_of(full)
    assert items["leg-press"]["takes_weight"]
    assert not items["bodyweight-squat"]["takes_weight"]


def test_it_keeps_the_heaviest_weight_the_clearance_allows(ready_draft, physio):
    ready_draft.case.clearances.update(restrictions=[{"load_kg": 20}, {"load_kg": 10}, {"slug": "sled-push"}])
    for one in review(ready_draft).items:
        if one.unread:
            one.row.acknowledged_rules = sorted(one.bases)
            one.row.acknowledged_by, one.row.acknowledged_at = physio, "2026-11-23T12:00Z"
            one.row.save()
    assert issue(ready_draft, by=physio).snapshot["clearance"]["load_limit_kg"] == 10


def test_a_harder_form_brings_its_own_text_and_picture(full):
    item = items_of(full)["bodyweight-squat"]
    (first, *_) = item["variants"]
    assert first["text"]["name"] != item["text"]["name"]
    assert first["pose"]
    assert first["from_week"] == min(week["week"] for week in item["weeks"] if week["slug"] == first["slug"])


def test_a_harder_form_has_no_more_days_than_the_library_has_for_it(ready_draft, physio):
    """The band is for every day, the machine for two or three: on paper as in the volume that was planned."""
    ready_draft.items.filter(exercise__slug="leg-press").delete()
    ready_draft.weeks, ready_draft.mode = 16, "monitored"
    ready_draft.save()
    ItemFactory(
        program=ready_draft,
        slug="supine-banded-leg-press",
        sets=3,
        reps=15,
        days_per_week=7,
        allow_harder=True,
    )
    plan_weeks(ready_draft)
    item = items_of(issue(ready_draft, by=physio).snapshot)["supine-banded-leg-press"]
    assert item["days_per_week"] == 7
    assert {form["slug"]: form["days_per_week"] for form in item["variants"]}["leg-press"] == 3


def test_a_program_without_harder_forms_has_no_variants(issued):
    assert {len(item["variants"]) for item in items_of(issued.snapshot).values()} == {0}


def test_a_swap_names_what_it_stands_for(full):
    assert items_of(full)["leg-press"]["replaces"]["slug"] == "good-morning"
    assert items_of(full)["romanian-deadlift"]["replaces"] is None


def test_cautions_are_on_the_clinicians_copy_only(full):
    copy = full["clinician_copy"]
    assert list(copy["findings"]) == ["romanian-deadlift"]
    assert copy["acknowledged"]["romanian-deadlift"]["by"] == "Anna Berg"
    assert copy["acknowledged"]["romanian-deadlift"]["on"] == "2026-11-23"
    assert [gate["id"] for gate in copy["gates"]] == ["W01"]
    assert copy["warnings_ticked"] == ["W01"]


@pytest.mark.parametrize(
    ("state", "instead"),
    [("swapped", ["leg-press"]), ("left_out", []), ("open", []), ("included", None)],
)
def test_a_wish_that_is_not_given_is_named_with_what_stands_in(state, instead, ready_draft, physio):
    wish = RequestFactory(program=ready_draft, slug="sumo-deadlift", state=state)
    if instead:
        ready_draft.items.filter(exercise__slug="leg-press").update(request=wish)
    snapshot = issue(ready_draft, by=physio).snapshot
    names = [items_of(snapshot)[slug]["text"]["name"] for slug in instead or []]
    found = [one["instead"] for one in snapshot["left_out"] if one["slug"] == "sumo-deadlift"]
    assert found == ([] if instead is None else [names])


def test_a_wish_is_named_in_the_patients_words(ready_draft, physio):
    wish = RequestFactory(program=ready_draft, slug="sumo-deadlift", state="left_out")
    snapshot = issue(ready_draft, by=physio).snapshot
    assert snapshot["left_out"][0]["name"] == wish.exercise.texts.get(language="en").name


def test_a_later_version_names_the_one_it_replaces(issued, ready_case, ready_draft, physio):
    later = ProgramFactory(case=ready_case, number=issued.number, version=2, supersedes=issued)
    for item in issued.items.all():
        item.pk, item.program = None, later
        item.save()
    plan_weeks(later)
    (named,) = issue(later, by=physio).snapshot["program"]["supersedes"]
    assert named == {"number": issued.number, "version": 1, "code": issued.code, "issued_on": "2026-11-23"}


def test_an_override_is_on_the_clinicians_copy(ready_draft, physio):
    values = {
        "override_rules": ["X03"],
        "override_criteria": ["trained"],
        "override_reason": "Lifts for sport",
    }
    ready_draft.items.filter(exercise__slug="leg-press").update(
        **values, override_by=physio, override_at="2026-11-23T12:00Z"
    )
    (one,) = issue(ready_draft, by=physio).snapshot["clinician_copy"]["overrides"]
    assert (one["slug"], one["rules"], one["reason"]) == ("leg-press", ["X03"], "Lifts for sport")
    assert (one["by"], one["on"]) == ("Anna Berg", "2026-11-23")


@pytest.mark.parametrize(
    ("missing", "words"),
    [("texts", "has no patient text in English"), ("figure", "has no picture yet")],
)
def test_what_the_handout_lacks_is_refused_by_name(missing, words, ready_draft, physio):
    exercise = ready_draft.items.get(exercise__slug="leg-press").exercise
    (exercise.texts.all() if missing == "texts" else exercise.figure).delete()
    with pytest.raises(Refused, match=rf"“Leg press \(strict form\)” {words}"):
        issue(ready_draft, by=physio)


def test_a_harder_form_needs_its_text_too(ready_draft, physio):
    squat = ItemFactory(program=ready_draft, slug="bodyweight-squat", sets=3, reps=15, allow_harder=True)
    ready_draft.weeks = 12
    ready_draft.save()
    plan_weeks(ready_draft)
    harder = squat.week_doses.exclude(exercise=squat.exercise).first().exercise
    harder.texts.all().delete()
    with pytest.raises(Refused, match=f"“{harder.name}” has no patient text"):
        issue(ready_draft, by=physio)


def test_another_language_needs_its_own_texts(ready_draft, physio):
    ready_draft.language = "pl"
    ready_draft.save()
    with pytest.raises(Refused, match="in Polish"):
        issue(ready_draft, by=physio)


def test_the_digest_does_not_depend_on_the_order_of_keys(full):
    assert digest(full) == digest(dict(reversed(full.items())))


def test_the_digest_depends_on_every_word(full):
    assert digest(full) != digest(full | {"equipment": [*full["equipment"], "Rope"]})


class TestLogCode:
    def test_it_can_be_copied_from_paper(self, issued):
        code = issued.snapshot["program"]["log_code"]
        assert len(code) == 6
        assert set(code) <= set(CODE_LETTERS)
        assert not set(CODE_LETTERS) & set("0O1IL5S2Z8B6G9")

    def test_it_stays_the_same_for_a_version(self, draft):
        assert new_log_code(draft) == new_log_code(draft)

    def test_versions_have_different_codes(self, draft):
        codes = {
            new_log_code(ProgramFactory.build(case=draft.case, number=n, version=v))
            for n in (1, 2)
            for v in (1, 2)
        }
        assert len(codes) == 4

    def test_a_code_that_is_taken_is_not_given_again(self, draft):
        taken = new_log_code(draft)
        ProgramFactory(case=draft.case, number=99, log_code=taken, starts_on=date(2026, 1, 5))
        assert new_log_code(draft) != taken


def test_a_wish_that_a_later_week_gives_is_not_left_out(ready_draft, physio):
    wish = RequestFactory(program=ready_draft, slug="goblet-squat", state="swapped")
    row = ItemFactory(program=ready_draft, slug="bodyweight-squat", request=wish, replaces=wish.exercise)
    plan_weeks(ready_draft)
    assert left_out(ready_draft, physio) == ["goblet-squat"]
    row.week_doses.filter(week__gte=3).update(exercise=wish.exercise)
    assert left_out(ready_draft, physio) == []


def left_out(program, by):
    return [
        one["slug"] for one in build_snapshot(program, review(program), now=timezone.now(), by=by)["left_out"]
    ]
