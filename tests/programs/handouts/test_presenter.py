"""The words of the handout before they are laid out."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from programs.handouts import things
from programs.handouts.cards import folded
from programs.handouts.dose import compact, lines, plain_number, runs
from programs.handouts.figures import draw
from programs.handouts.log import has_wide_scores
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording, plural_form, round_the_range
from programs.snapshot import digest
from text.reading import german_syllables, reading_grade, vienna_grade


@pytest.fixture(scope="module")
def wording():
    return Wording("en")


def dose(**changes):
    plain = {
        "week": 1,
        "slug": "a",
        "sets": 2,
        "reps": None,
        "hold_s": None,
        "minutes": None,
        "load_kg": None,
    }
    return plain | {"rest_s": 0, "rpe": None, "is_deload": False} | changes


def card(handout, number):
    return next(card for card in handout.cards if card.number == number)


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"reps": 8}, "2 × 8"),
        ({"sets": 3, "hold_s": 20}, "3 × 20 s"),
        ({"reps": 6, "hold_s": 5}, "2 × 6, 5 s"),
        ({"sets": 1, "minutes": 10}, "10 min"),
        ({"sets": 3, "minutes": 2}, "3 × 2 min"),
    ],
)
def test_a_cell_is_compact(changes, cell, wording):
    assert compact(dose(**changes), wording) == cell


def test_a_dose_is_said_with_units_and_plurals(wording):
    said = lines(dose(sets=1, reps=1, hold_s=1, load_kg="12.50", rest_s=60, rpe=6), wording)
    assert said == [
        "1 set",
        "1 time",
        "hold 1 second",
        "12.5 kg",
        "rest 60 seconds",
        "how hard:\u00a06\u00a0out\u00a0of\u00a010",
    ]


def test_one_round_of_minutes_is_not_called_a_set(wording):
    assert lines(dose(sets=1, minutes=5), wording) == ["5 minutes"]


def test_no_weight_is_said(wording):
    assert "no weight" in lines(dose(reps=8, load_kg=0), wording)


@pytest.mark.parametrize(
    ("value", "text"), [(10, "10"), ("10.00", "10"), (2.5, "2.5"), ("0.25", "0.25"), (100, "100")]
)
def test_numbers_carry_no_needless_zeros(value, text):
    assert plain_number(value) == text


def test_equal_weeks_become_one_run():
    weeks = [dose(week=1, reps=8), dose(week=2, reps=8), dose(week=3, reps=10), dose(week=4, reps=8)]
    assert [(run.first, run.last) for run in runs(weeks)] == [(1, 2), (3, 3), (4, 4)]


def test_rows_are_folded_evenly():
    assert [len(row) for row in folded(list(range(16)), 8)] == [8, 8]
    assert [len(row) for row in folded(list(range(9)), 8)] == [5, 4]
    assert folded([], 8) == []


def test_a_dose_stands_only_where_it_changes(snapshot):
    table = Handout.from_snapshot(snapshot, Variant()).glance.tables[0]
    march = table.rows[0]
    assert march.cells == (("5 min",), (), (), (), ("6 min",), (), (), ("5 min",))
    assert table.columns[3].note == "easier"


def test_sixteen_weeks_make_two_tables(snapshot):
    snapshot["program"]["weeks"] = 16
    for part in snapshot["sections"]:
        for item in part["items"]:
            more = 0 if item["weeks"][0]["minutes"] else 1
            item["weeks"] += [
                week | {"week": week["week"] + 8, "sets": week["sets"] + more} for week in item["weeks"]
            ]
    tables = Handout.from_snapshot(snapshot, Variant()).glance.tables
    assert [len(table.columns) for table in tables] == [8, 8]
    assert all(row.cells[0] for table in tables for row in table.rows)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_last_pages_tell_the_same_stop_signs_as_the_first(language, known):
    three_languages = json.loads(Path(__file__).with_name("three_languages.json").read_text(encoding="utf-8"))
    three_languages["case"]["has_leg_symptoms"] = known
    usual = {"en": "than usual", "de": "als sonst", "ar": "من المعتاد"}[language]
    handout = Handout.from_snapshot(three_languages, Variant(language=language))
    paragraphs = handout.questions[-1][1]
    answer = " ".join(" ".join(paragraph) for paragraph in paragraphs)
    assert handout.stop.answers == paragraphs[:-1]
    assert [action for _, action in paragraphs[:-1] if f"<b>{action}</b>" not in render_body(handout)] == []
    first = " ".join(sign for group in handout.stop.groups for sign in group.signs)
    clinic = three_languages["clinic"]
    assert (usual in answer, usual in first) == (known, known)
    # What is dialled does not break.
    plain = answer.replace("\u00a0", " ")
    assert clinic["phone"] in plain
    assert clinic["emergency_number"] in plain
    assert {"en": "not pass urine", "de": "kein Wasser lassen", "ar": "التبول"}[language] in answer


def test_wide_doses_take_fewer_columns_instead_of_running_into_each_other(snapshot):
    march = snapshot["sections"][0]["items"][0]
    for week in march["weeks"]:
        week |= {"sets": 12, "minutes": 30}
    tables = Handout.from_snapshot(snapshot, Variant()).glance.tables
    assert max(len(table.columns) for table in tables) < 8
    assert sum(len(table.columns) for table in tables) == 8


def test_weeks_without_any_change_share_a_column(small):
    assert [column.label for column in Handout.from_snapshot(small, Variant()).glance.tables[0].columns] == [
        "Week 1–2"
    ]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Week 1–2", ("Week ", "1–2", "")),
        ("Week 12", ("Week 12", "", "")),
        ("الأسبوع \u20681–12\u2069", ("الأسبوع ", "\u20681–12\u2069", "")),
    ],
)
def test_a_range_of_weeks_is_kept_on_one_line(label, said):
    assert round_the_range(label) == said


def test_a_later_form_has_its_own_card(snapshot):
    handout = Handout.from_snapshot(snapshot, Variant())
    titles = [one.title for one in handout.cards if one.number == 5]
    assert titles == ["Bridge", "From week 5: Bridge with a band"]
    assert card(handout, 5).next_form == "From week 5 you do a new form: Bridge with a band."
    assert card(handout, 5).grids[0].weeks == ("1", "2", "3", "4")


def test_what_never_changes_is_said_once(snapshot):
    bird_dog = card(Handout.from_snapshot(snapshot, Variant()), 3)
    assert (
        bird_dog.always
        == "Each side. Rest 30 seconds. How hard:\u00a06\u00a0out\u00a0of\u00a010. 3\u00a0days a week."
    )
    (grid,) = bird_dog.grids
    assert [name for name, _ in grid.rows] == ["Sets", "Times", "Hold (seconds)"]


@pytest.mark.parametrize(("has_leg_symptoms", "found"), [(True, True), (False, False)])
def test_known_leg_symptoms_change_the_stop_signs(snapshot, has_leg_symptoms, found):
    snapshot["case"]["has_leg_symptoms"] = has_leg_symptoms
    signs = " ".join(
        sign for group in Handout.from_snapshot(snapshot, Variant()).stop.groups for sign in group.signs
    )
    assert ("new, stronger or further down than usual" in signs) is found


def test_the_pain_light_follows_the_mode(snapshot):
    snapshot["pain_light"] |= {"green_max": 3, "amber_max": 5}
    lights = Handout.from_snapshot(snapshot, Variant()).light.lights
    assert [lamp.numbers for lamp in lights] == ["0 to 3", "4 to 5", "6 to 10"]


def test_a_swapped_exercise_is_among_those_left_out(snapshot):
    snapshot["left_out"] = []
    sentences = Handout.from_snapshot(snapshot, Variant()).left_out
    assert len(sentences) == 1
    assert sentences[0].endswith("Instead you do Bridge.")


def test_what_a_later_week_gives_is_not_left_out(snapshot):
    item = next(one for part in snapshot["sections"] for one in part["items"] if one["replaces"])
    wish = {"slug": item["variants"][0]["slug"] if item["variants"] else item["slug"], "name": "Wish"}
    snapshot["left_out"] = [wish | {"instead": []}]
    item["replaces"] = wish
    assert Handout.from_snapshot(snapshot, Variant()).left_out == ()


def test_accents_are_composed_and_control_characters_dropped(small):
    small["patient"]["name"] = "Jose\u0301\x0b Ruiz"
    assert Handout.from_snapshot(small, Variant()).head.facts[0][1] == "José Ruiz"


def test_without_goal_review_and_equipment_nothing_empty_is_printed(small):
    small["case"]["goal"] = ""
    small["program"]["review_on"] = None
    small["equipment"] = []
    small["program"]["replaces"] = None
    head = Handout.from_snapshot(small, Variant()).head
    assert not head.goal
    assert dict(head.facts)["Next review"] == "We will agree a date with you."
    assert head.things == "Mat"
    assert head.replaces == ""


def moving(item, forms):
    """Let an item that has a later form do it in the weeks marked with a letter: "aabba"."""
    later = item["variants"][0]
    dose = item["weeks"][0]
    slugs = {"a": item["slug"], "b": later["slug"]}
    item["weeks"] = [dose | {"week": week, "slug": slugs[form]} for week, form in enumerate(forms, start=1)]
    later["from_week"] = forms.index("b") + 1


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ("aaaabbbb", "From week 5 you do a new form: {}."),
        ("aaaaabaa", "Only in week\xa06 you do another form: {}."),
        ("aabbaabb", "Only in weeks 3, 4, 7 and 8 you do another form: {}."),
    ],
)
def test_a_later_form_is_announced_for_the_weeks_in_which_it_is_done(forms, said, snapshot):
    item = next(one for part in snapshot["sections"] for one in part["items"] if one["variants"])
    moving(item, forms)
    name = item["variants"][0]["text"]["name"]
    handout = Handout.from_snapshot(snapshot, Variant())
    assert (item["number"], said.format(name)) in handout.glance.forms
    first, later = [card for card in handout.cards if card.number == item["number"]]
    assert first.next_form == said.format(name)
    assert said.startswith(later.title.partition(":")[0])
    fridge = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge
    assert [move.forms for move in fridge.moves if move.number == item["number"]] == [(said.format(name),)]


def test_every_paper_that_is_replaced_is_named_and_older_snapshots_read_as_before(small):
    assert Handout.from_snapshot(small, Variant()).head.replaces.startswith("Replaces version 1 of")
    number = small["program"]["number"]
    small["program"]["supersedes"] = [
        {"number": number + 1, "version": 4, "code": f"BK-{number + 1:05d} v4", "issued_on": "2026-11-08"},
        {"number": number, "version": 2, "code": f"BK-{number:05d} v2", "issued_on": "2026-11-01"},
    ]
    said = Handout.from_snapshot(small, Variant()).head.replaces
    assert f"Replaces program BK-{number + 1:05d}, version\u00a04, of" in said
    assert "Replaces version 2 of" in said
    assert said.endswith("Throw the old plans away. Keep their log pages.")
    small["program"]["supersedes"] = []
    assert Handout.from_snapshot(small, Variant()).head.replaces == ""


@pytest.mark.parametrize(
    ("language", "forms"),
    [("en", "other one other other"), ("fr", "one one other other"), ("ar", "zero one two few")],
)
def test_plurals_follow_the_language(language, forms):
    assert " ".join(plural_form(language, number) for number in (0, 1, 2, 3)) == forms


def test_the_reading_grade_rises_with_the_sentence():
    easy = reading_grade(["Bend your knees. Lift your hips."])
    hard = reading_grade(
        ["Progressive resistance exercise necessitates individualised supervision by professionals."]
    )
    assert easy < 3 < 12 < hard
    assert reading_grade([]) == 0


def test_the_german_grade_follows_the_vienna_formula():
    # 10 words in 2 sentences, 1 of them long: 0.2656 * 5 + 0.2744 * 10 - 1.6939 = 2.38.
    assert vienna_grade(["Heben Sie langsam das Becken. Atmen Sie dabei immer weiterhin."]) == 2.4
    assert vienna_grade([]) == 0


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_patient_is_not_told_how_hard_the_text_is_nor_what_printed_it(small, language):
    small["program"]["language"] = language
    for item in small["sections"][0]["items"]:
        for form in (item, *item["variants"]):
            form["text"]["language"] = language
    codes = " ".join(Handout.from_snapshot(small, Variant(language=language)).codes)
    assert "WeasyPrint" not in codes
    assert "grade" not in codes
    assert "Schuljahr" not in codes


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("Knie", 1),
        ("Rücken", 2),
        ("bequem", 2),
        ("geübt", 2),
        ("Linie", 3),
        ("Übungsband", 3),
        ("Mini-Band", 3),
    ],
)
def test_german_syllables_are_counted_as_spoken(word, number):
    assert german_syllables(word) == number


def test_a_later_version_starts_with_its_first_week(small):
    small["program"]["first_week"] = 5
    for item in small["sections"][0]["items"]:
        item["weeks"] = [week | {"week": week["week"] + 4} for week in item["weeks"]]
    handout = Handout.from_snapshot(small, Variant())
    assert [column.label for column in handout.glance.tables[0].columns] == ["Week 5–6"]
    assert [week.title for week in handout.log.weeks] == ["Log for week 5", "Log for week 6"]
    assert handout.log.weeks[0].days[0].date == "23-Nov-2026"


@pytest.mark.parametrize(("boxes", "wide"), [(7, True), (9, False), (10, True), (14, True), (16, False)])
def test_score_columns_are_wide_where_that_costs_no_row_of_boxes(boxes, wide):
    assert has_wide_scores(boxes) is wide


def test_the_content_code_is_that_of_the_stored_snapshot(small):
    small["case"]["goal"] = "  Dance\u00a0again "
    codes = Handout.from_snapshot(small, Variant()).codes
    assert f"Content code: {digest(small)[:12]}" in codes


def test_a_picture_from_above_says_so(small):
    item = small["sections"][0]["items"][0]
    item["pose"] = json.loads((settings.BASE_DIR / "fixtures/poses/knee-rolls.json").read_text())
    above, beside = Handout.from_snapshot(small, Variant()).cards[:2]
    assert [picture.caption for picture in above.pictures] == [
        "1. Start. Seen from above",
        "2. Finish. Seen from above",
    ]
    assert above.pictures[0].alt.startswith("Seen from above. ")
    assert not any("above" in picture.caption for picture in beside.pictures)


@pytest.mark.parametrize(
    ("language", "captions"),
    [
        ("en", ["1. Like this", "2. Then like this"]),
        ("de", ["1. So", "2. Dann so"]),
        ("ar", ["\u20681\u2069. هكذا", "\u20682\u2069. ثم هكذا"]),
    ],
)
def test_what_goes_to_and_fro_has_neither_start_nor_finish(small, language, captions):
    item = small["sections"][0]["items"][0]
    pose = json.loads((settings.BASE_DIR / "fixtures/poses/stationary-bike.json").read_text())
    pictures = draw(pose, item["text"], "mono", Wording(language), "Bike")
    assert [picture.caption for picture in pictures] == captions


def often_changed(snapshot):
    """Return the snapshot with twelve weeks in which the first exercise of the core changes each week."""
    snapshot["program"]["weeks"] = 12
    item = snapshot["sections"][1]["items"][0]
    pattern = item["weeks"][0] | {"hold_s": None, "minutes": None, "is_deload": False}
    item["weeks"] = [
        pattern | {"week": week, "sets": 2 + week % 2, "reps": 5 + week, "is_deload": week == 4}
        for week in range(1, 13)
    ]
    item["variants"] = []
    return item


def test_a_dose_that_changes_each_week_is_a_grid_of_numbers(snapshot):
    item = often_changed(snapshot)
    found = card(Handout.from_snapshot(snapshot, Variant()), item["number"])
    (grid,) = found.grids
    assert grid.weeks == tuple(map(str, range(1, 13)))
    assert dict(grid.rows) == {
        "Sets": tuple(str(week["sets"]) for week in item["weeks"]),
        "Times": tuple(str(week["reps"]) for week in item["weeks"]),
    }
    assert (found.strips, found.easier) == ((), "Week\u00a04 is an easier week.")


def test_in_large_print_a_grid_is_taken_where_it_is_shorter(snapshot):
    item = often_changed(snapshot)
    large = Variant(size="large")
    (grid,) = card(Handout.from_snapshot(snapshot, large), item["number"]).grids
    assert grid.weeks == tuple(map(str, range(1, 13)))
    assert [numbers for _, numbers in grid.rows] == [
        tuple(str(week[field]) for week in item["weeks"]) for field in ("sets", "reps")
    ]
    item["weeks"] = item["weeks"][:3]
    found = card(Handout.from_snapshot(snapshot, large), item["number"])
    assert (found.grids, len(found.strips[0])) == ((), 3)


def test_a_grid_prints_the_unit_of_a_weight(snapshot):
    item = often_changed(snapshot)
    for week in item["weeks"]:
        week["load_kg"] = week["week"] * 2.5
    found = card(Handout.from_snapshot(snapshot, Variant()), item["number"])
    loads = [load for grid in found.grids for load in dict(grid.rows)["Weight"]]
    assert loads == [
        f"{kg} kg" for kg in ("2.5", "5", "7.5", "10", "12.5", "15", "17.5", "20", "22.5", "25", "27.5", "30")
    ]


@pytest.mark.parametrize("field", ["reps", "rest_s"])
def test_what_bare_numbers_would_not_say_keeps_its_phrases(snapshot, field):
    item = often_changed(snapshot)
    item["weeks"][2] |= {field: None, "hold_s": 20} if field == "reps" else {field: 75}
    found = card(Handout.from_snapshot(snapshot, Variant()), item["number"])
    assert found.grids == ()
    assert sum(len(strip) for strip in found.strips) == 12


@pytest.mark.parametrize(
    ("review", "said"),
    [
        ("2026-12-20", "Bring your log to your review on 20-Dec-2026."),
        (None, "Bring your log to your next visit."),
        ("2020-01-01", "Bring your log to your next visit."),
    ],
)
def test_the_log_says_when_to_bring_it(snapshot, review, said):
    snapshot["program"]["issued_on"] = "2026-11-22"
    snapshot["program"]["review_on"] = review
    assert Handout.from_snapshot(snapshot, Variant()).log.bring == said


def test_what_a_text_asks_for_is_to_be_had_at_hand(small):
    item = small["sections"][0]["items"][0]
    small["equipment"] = ["Mat", "Towel"]
    item["text"]["setup"] = "Lie on a mat. Rest your head on a Pillow. Put a rolled towel under your heel."
    assert Handout.from_snapshot(small, Variant()).head.things == "Mat, Pillow, Towel"


def test_a_plan_without_things_says_so(small):
    small["equipment"] = []
    for part in small["sections"]:
        for item in part["items"]:
            for form in (item, *item["variants"]):
                form["text"]["setup"] = "Stand up."
    assert Handout.from_snapshot(small, Variant()).head.things == "Nothing. You need no equipment."


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Pillow"), ("de", "Kissen"), ("ar", "وسادة"), ("fr", None)]
)
def test_household_things_have_names(language, name):
    said = {"en": "on a pillow.", "de": "auf einem Kissen.", "ar": "على وسادة.", "fr": "un coussin"}
    assert things.named_in([said[language]], language) == ([name] if name else [])


def test_the_foot_of_a_demo_speaks_the_language_of_the_page():
    snapshot = json.loads(Path(__file__).with_name("three_languages.json").read_text(encoding="utf-8"))
    snapshot["clinic"]["is_demo"] = True
    assert Handout.from_snapshot(snapshot, Variant(language="de")).foot.demo == "Erfundene Person, Demo"
    snapshot["clinic"]["is_demo"] = False
    assert Handout.from_snapshot(snapshot, Variant(language="de")).foot.demo == ""


@pytest.mark.parametrize(
    ("loads", "weight", "is_in_sentence"),
    [
        ((20, 20, 20), "Weight: 20 kg", False),
        ((20, 25, 30), "", False),
        ((None, None, None), "", False),
        ((0, 0, 0), "", True),
    ],
)
def test_a_weight_that_never_changes_stands_out(snapshot, loads, weight, is_in_sentence):
    item = often_changed(snapshot)
    item["weeks"] = [week | {"load_kg": load} for week, load in zip(item["weeks"][:3], loads, strict=True)]
    found = card(Handout.from_snapshot(snapshot, Variant()), item["number"])
    assert found.weight == weight
    assert ("no weight" in found.always.lower()) is is_in_sentence
    assert "kg" not in found.always


@pytest.mark.parametrize(
    ("takes_weight", "load_kg", "is_open"), [(True, None, True), (True, 12.5, False), (False, None, False)]
)
def test_a_weight_nobody_prescribed_has_a_line_to_write_it_on(snapshot, takes_weight, load_kg, is_open):
    item = snapshot["sections"][0]["items"][0] | {"takes_weight": takes_weight}
    item["weeks"] = [week | {"load_kg": load_kg} for week in item["weeks"]]
    snapshot["sections"][0]["items"][0] = item
    assert Handout.from_snapshot(snapshot, Variant()).cards[0].is_weight_open is is_open


@pytest.mark.parametrize(
    ("limit", "said"),
    [({}, ""), ({"load_limit_kg": None}, ""), ({"load_limit_kg": 10.0}, "At most 10\u00a0kg.")],
)
def test_the_line_for_a_weight_says_the_most_the_clearance_allows(snapshot, limit, said):
    snapshot["clearance"] |= limit
    assert Handout.from_snapshot(snapshot, Variant()).cards[0].weight_limit == said


@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_order_of_the_exercises_says_where_an_open_weight_stands(snapshot, size):
    """Beside exercises with a weight, one without could be taken for one that needs none."""
    variant = Variant(size=size, extent="exercises")
    assert "Weight for" not in render_body(Handout.from_snapshot(snapshot, variant), only="front")
    snapshot["sections"][1]["items"][0]["takes_weight"] = True
    number = snapshot["sections"][1]["items"][0]["number"]
    body = render_body(Handout.from_snapshot(snapshot, variant), only="front")
    assert f"Weight for {number}: see the exercise. None there? Ask us first." in body


def test_one_week_with_a_weight_leaves_the_line_for_the_others(snapshot):
    item = snapshot["sections"][0]["items"][0]
    item["takes_weight"], item["weeks"][2]["load_kg"] = True, 20
    card = Handout.from_snapshot(snapshot, Variant()).cards[0]
    assert (card.is_weight_open, card.weight_label) == (True, "Weight in the other weeks")


def test_programs_issued_before_print_no_line_for_a_weight(snapshot):
    assert not any(card.is_weight_open for card in Handout.from_snapshot(snapshot, Variant()).cards)


@pytest.mark.parametrize(
    ("longest", "said"), [({}, "35"), ({"minutes_longest": 35}, "35"), ({"minutes_longest": 48}, "35–48")]
)
def test_a_session_that_grows_says_how_long_it_will_take(snapshot, longest, said):
    snapshot["program"] |= longest
    facts = dict(Handout.from_snapshot(snapshot, Variant()).head.facts)
    assert facts["How long"] == f"about {said} minutes each time"


@pytest.mark.parametrize(
    ("starts_on", "said"), [("2026-12-28", "28-Dec-2026"), ("2026-11-22", None), ("2026-11-16", None)]
)
def test_a_plan_for_later_says_its_first_day_on_page_one_and_on_the_fridge(snapshot, starts_on, said):
    assert snapshot["program"]["issued_on"] == "2026-11-22"
    snapshot["program"]["starts_on"] = starts_on
    length = dict(Handout.from_snapshot(snapshot, Variant()).head.facts)["Length"]
    assert length == (f"8 weeks from {said}" if said else "8 weeks")
    assert Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.first_day == (said or "")


@pytest.mark.parametrize(
    ("review_on", "said"),
    [
        ("2026-11-02", "We will agree a date with you."),
        ("2026-11-22", "22-Nov-2026"),
        (None, "We will agree a date with you."),
    ],
)
def test_a_review_that_is_past_is_no_next_one(snapshot, review_on, said):
    snapshot["program"]["review_on"] = review_on
    assert dict(Handout.from_snapshot(snapshot, Variant()).head.facts)["Next review"] == said


def test_what_is_needed_anyway_is_not_asked_for_again(small):
    small["equipment"] = ["Bench", "Bed or bench", "Chair", "Handrail or chair", "Step or box"]
    asked = Handout.from_snapshot(small, Variant()).head.things.split(", ")
    assert [thing for thing in asked if thing != "Mat"] == ["Bench", "Chair", "Step or box"]


def test_where_nothing_was_left_out_nothing_is_said_of_it(small):
    small["left_out"] = []
    for part in small["sections"]:
        for item in part["items"]:
            item["replaces"] = None
    words = render_body(Handout.from_snapshot(small, Variant()))
    assert "left-out" not in words
    assert "Not for now, and what you do instead" not in words
