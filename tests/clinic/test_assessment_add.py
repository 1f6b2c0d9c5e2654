"""Record a visit."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.actions import change_assessment
from clinic.models import Assessment
from tests.clinic.typed import ASSESSMENT, text_of
from tests.factories import AssessmentFactory, CaseFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, case):
    url = reverse("assessment-add", args=[case.pk])
    return lambda **changes: client_for(physio).post(url, ASSESSMENT | changes)


def test_a_visit_is_recorded(send, case, physio):
    assert send().url == case.get_absolute_url()
    visit = Assessment.objects.get()
    assert (visit.assessed_by, visit.nprs_worst, visit.irritability) == (physio, 5, "low")


def test_activities_are_stored_with_their_scores(send):
    send(activity_1="Putting on socks", score_1="0", activity_3="Gardening", score_3="4")
    assert Assessment.objects.get().psfs == [
        {"activity": "Putting on socks", "score": 0},
        {"activity": "Gardening", "score": 4},
    ]


def test_sensitivities_and_preference_are_stored_as_codes(send):
    send(sensitivities=["flexion", "sitting"], directional_preference="extension")
    visit = Assessment.objects.get()
    assert (visit.sensitivities, visit.directional_preference) == (["flexion", "sitting"], "extension")


def test_exercises_that_made_it_worse_are_stored_as_the_library_writes_them(send):
    send(aggravating="Leg press, jogging, ")
    assert Assessment.objects.get().aggravating_exercises == ["jogging", "leg-press"]


def test_what_is_left_empty_is_not_recorded(send):
    send(nprs_now="", nprs_worst="")
    visit = Assessment.objects.get()
    assert (visit.nprs_now, visit.nprs_worst, visit.back_extensor_hold_s) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nprs_now": "11"}, "The highest rating is 10"),
        ({"nprs_now": "6"}, "cannot be below the pain now (6)"),
        ({"irritability": ""}, "Irritability: This field is required"),
        ({"sensitivities": ["everything"]}, "Select a valid choice"),
        ({"directional_preference": "both"}, "Select a valid choice"),
        ({"directional_preference": ["extension", "flexion"]}, "Only one direction can be the one"),
        ({"has_leg_symptoms": "on"}, "Describe them"),
        ({"leg_symptoms": "Left calf"}, "tick this, or empty the description"),
        ({"activity_1": "Gardening"}, "Score “Gardening” from 0 to 10"),
        ({"score_2": "3"}, "Name the activity that was scored"),
        ({"back_extensor_hold_s": "601"}, "less than or equal to 600"),
        ({"assessed_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ({"assessed_on": "1970-11-24"}, "before the patient was born"),
    ],
)
def test_contradictions_are_refused_and_values_kept(send, changes, words):
    answer = send(**{"notes": "Long story"} | changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Long story" in text_of(answer)
    assert not Assessment.objects.exists()


def test_the_summary_leads_to_the_first_of_a_group_of_boxes(send):
    page = text_of(send(irritability=""))
    assert 'href="#id_irritability_0"' in page
    assert 'id="id_irritability_0"' in page


class TestAfterAnEarlierVisit:
    """The rules read the newest visit alone: what lasts is taken over, and only taking it out ends it."""

    FOUND = {
        "assessed_on": date(2026, 11, 17),
        "sensitivities": ["flexion", "sitting"],
        "directional_preference": "extension",
        "has_leg_symptoms": True,
        "leg_symptoms": "Left calf, 3 of 10",
        "aggravating_exercises": ["leg-press"],
        "is_pregnant_or_postpartum": True,
        "has_high_distress": True,
    }
    LASTING = [name for name in FOUND if name != "assessed_on"]

    @pytest.fixture
    def page(self, client_for, physio, case):
        return lambda: client_for(physio).get(reverse("assessment-add", args=[case.pk]))

    @pytest.fixture
    def earlier(self, case):
        return AssessmentFactory(case=case, **self.FOUND)

    @pytest.fixture
    def send_as_served(self, page, send):
        """Return a function that sends what a browser would of the page as it came, with something changed."""

        def sent(**changes):
            form = page().context["form"]
            served = {name: form[name].value() for name in ["seen", *form.taken_over]} | changes
            return send(**{name: "on" if value is True else value for name, value in served.items() if value})

        return sent

    @pytest.mark.usefixtures("earlier")
    def test_what_lasts_is_there_with_its_day(self, page):
        words = text_of(page())
        assert "was found at the visit of 17-Nov-2026 and still counts" in words
        assert words.count("Taken over from 17-Nov-2026.") == len(self.LASTING)
        assert 'value="leg press"' in words
        assert 'value="Left calf, 3 of 10"' in words
        form = page().context["form"]
        assert form["sensitivities"].value() == ["flexion", "sitting"]
        assert form["is_pregnant_or_postpartum"].value() is True

    @pytest.mark.usefixtures("earlier")
    def test_pain_irritability_activities_and_tests_are_asked_anew(self, page):
        form = page().context["form"]
        anew = [
            "nprs_now",
            "nprs_average",
            "irritability",
            "activity_1",
            "score_1",
            "back_extensor_hold_s",
            "notes",
        ]
        assert [form[name].value() for name in anew] == [None] * len(anew)
        assert form["dowel_hinge_kept"].value() is False

    def test_a_visit_sent_as_the_page_came_keeps_what_was_found(self, send_as_served, earlier):
        assert send_as_served().status_code == 302
        newest = Assessment.objects.exclude(pk=earlier.pk).get()
        assert {name: getattr(newest, name) for name in self.LASTING} == {
            name: self.FOUND[name] for name in self.LASTING
        }

    @pytest.mark.parametrize(
        ("out", "name", "left"),
        [
            ({"sensitivities": []}, "sensitivities", []),
            ({"sensitivities": ["sitting"]}, "sensitivities", ["sitting"]),
            ({"directional_preference": ""}, "directional_preference", ""),
            ({"has_leg_symptoms": "", "leg_symptoms": ""}, "has_leg_symptoms", False),
            ({"aggravating": ""}, "aggravating_exercises", []),
            ({"is_pregnant_or_postpartum": ""}, "is_pregnant_or_postpartum", False),
            ({"has_high_distress": ""}, "has_high_distress", False),
        ],
    )
    def test_what_is_taken_out_is_over(self, out, name, left, send_as_served, earlier):
        assert send_as_served(**out).status_code == 302
        assert getattr(Assessment.objects.exclude(pk=earlier.pk).get(), name) == left

    def test_only_what_was_found_is_marked(self, page, case):
        AssessmentFactory(case=case, sensitivities=["shear"])
        assert page().context["form"].taken_over == ["sensitivities"]

    @pytest.mark.parametrize("found", [None, {}])
    def test_a_first_visit_and_one_after_nothing_found_start_empty(self, page, case, found):
        if found is not None:
            AssessmentFactory(case=case, **found)
        assert page().context["form"].taken_over == []
        assert "still counts" not in text_of(page())

    def test_the_newest_visit_of_this_case_is_taken_over(self, page, case, earlier):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 20), sensitivities=["impact"])
        AssessmentFactory(
            case=CaseFactory(patient=case.patient), assessed_on=date(2026, 11, 21), sensitivities=["shear"]
        )
        assert page().context["form"]["sensitivities"].value() == ["impact"]

    def test_a_refused_form_keeps_what_was_taken_out(self, send, earlier):
        answer = send(irritability="")
        assert answer.context["form"]["is_pregnant_or_postpartum"].value() is False
        assert "still counts" in text_of(answer)

    def test_a_flare_asks_for_the_ratings_that_end_it(self, page, case):
        visit = AssessmentFactory(case=case, assessed_on=date(2026, 11, 17), nprs_usual=2, nprs_average=4)
        words = "The visit of 17-Nov-2026 found a flare, which counts for 7 days. Rate usual and average pain again"
        assert words in text_of(page())
        visit.nprs_average = 3
        visit.save()
        assert "found a flare" not in text_of(page())

    def test_a_form_opened_before_a_colleague_recorded_a_visit_ends_nothing(self, page, send, case):
        AssessmentFactory(case=case)
        opened = page().context["form"]["seen"].value()
        visit = AssessmentFactory(case=case, **self.FOUND | {"assessed_on": date(2026, 11, 20)})
        mine = {"sensitivities": ["shear"], "aggravating": "jogging", "notes": "Long story"}
        answer = send(seen=opened, **mine)
        assert answer.status_code == 409
        assert "<td>No</td><td>Yes</td>" in text_of(answer)
        assert case.assessments.first() == visit
        form = answer.context["form"]
        assert form["sensitivities"].value() == ["flexion", "shear", "sitting"]
        assert form["aggravating"].value() == "jogging, leg press"
        assert (form["notes"].value(), form["leg_symptoms"].value()) == ("Long story", "Left calf, 3 of 10")
        assert form["is_pregnant_or_postpartum"].value() is True

    def test_saved_again_after_looking_it_goes_through(self, page, send, case):
        AssessmentFactory(case=case, **self.FOUND)
        seen = send().context["form"]["seen"].value()
        assert send(seen=seen).status_code == 302
        assert not case.assessments.first().is_pregnant_or_postpartum

    def test_a_visit_corrected_meanwhile_is_news_as_well(self, page, send, earlier, physio):
        opened = page().context["form"]["seen"].value()
        change_assessment(assessment=earlier, version=1, values={"has_high_distress": False}, by=physio)
        assert send(seen=opened).status_code == 409

    def test_a_visit_typed_late_is_recorded_and_says_what_counts(self, client_for, physio, case, page):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 21))
        opened = page().context["form"]["seen"].value()
        answer = client_for(physio).post(
            page().request["PATH_INFO"], ASSESSMENT | {"seen": opened}, follow=True
        )
        assert "Its day, 20-Nov-2026, is before the visit of 21-Nov-2026" in text_of(answer)
        assert case.assessments.count() == 2

    def test_what_a_visit_typed_late_found_is_taken_over_with_its_own_day(self, page, case):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 21), sensitivities=["shear"])
        AssessmentFactory(case=case, **self.FOUND)
        form = page().context["form"]
        assert form["sensitivities"].value() == ["flexion", "shear", "sitting"]
        assert form.fields["is_pregnant_or_postpartum"].help_text == "Taken over from 17-Nov-2026."
        assert form.taken_from() == "21-Nov-2026 and 17-Nov-2026"
