"""The guide: every item of the source article is there, in our words or as a record of the library."""

import re
from html import unescape

import pytest
from django.urls import reverse

URL = reverse("guide")

# Item of the article → a phrase of ours that carries it.
SAID = {
    "often possible and beneficial": "usually possible with a history of back pain and often does good",
    "cautious, individualized, guided": "a plan for the one person in front of you",
    "bad back: strains and sprains": "acute strains and sprains",
    "bad back: disc herniation": "disc herniation",
    "bad back: spinal stenosis": "spinal stenosis",
    "bad back: spondylolisthesis": "spondylolisthesis",
    "bad back: degenerative disc disease": "degenerative disc disease",
    "a professional diagnoses first": "A physician or physiotherapist names it first",
    "undiagnosed or active injury gets worse": "an unnamed or active injury can make it worse",
    "spine: stability, force, load": "it steadies, passes force on and carries load",
    "squats, deadlifts, lunges use the trunk": "In squats, deadlifts and lunges",
    "instability compromises form, risk, performance": "raises the risk of injury and limits performance",
    "principle: clearance and diagnosis": "Diagnosis and medical clearance first",
    "principle: no self-diagnosis": "no guessing, no self-diagnosis",
    "principle: specific limits": "names the limits and recommendations",
    "principle: fatigue against pain": "muscle fatigue or burn and pain that is sharp, radiating or increasing",
    "principle: stop and re-evaluate": "stops at once and is looked at again",
    "principle: core stability": "Core stability comes first",
    "principle: which core muscles": "Deep abdominal muscles, obliques, pelvic floor and erector spinae",
    "principle: core work in the routine": "Every programme holds core exercises",
    "principle: quality over load": "A light weight moved perfectly beats a heavy one moved badly",
    "principle: master the pattern": "The pattern is mastered before weight is added",
    "principle: selection and modification": "Some are left out, others are changed until the spinal load fits",
    "principle: gradual progression": "raise weight, volume or difficulty in small steps",
    "principle: light or body weight first": "Begin with body weight or light loads",
    "principle: no sudden jumps": "never in jumps of intensity",
    "principle: feedback": "during the session and afterwards decides what comes next",
    "principle: daily fluctuation": "Good and bad days are expected",
    "caution depends on the condition": "modified or left out depends on the condition and stage",
    "squats: why": "High compression of the spine",
    "squats: core and thoracic mobility": "excellent bracing and a mobile upper back",
    "squats: safety bar": "A safety bar spares shoulders and upper back",
    "squats: goblet": "A goblet squat keeps the trunk upright",
    "squats: box": "a box controls depth",
    "squats: dumbbell": "dumbbells replace the bar",
    "squats: leg press": "the leg press stands in if form is perfect and nothing hurts",
    "squats: higher bar": "a higher bar position keeps the trunk more upright",
    "deadlifts: why": "they climb when form breaks",
    "deadlifts: hinge and core": "an outstanding hip hinge and a strong core",
    "deadlifts: avoid": "Left out completely in acute pain and with disc problems",
    "deadlifts: trap bar": "the trap bar (more upright, load nearer the centre)",
    "deadlifts: rack pull": "rack pulls (shorter range)",
    "deadlifts: kettlebell": "a light kettlebell",
    "deadlifts: good mornings, contradiction": "counts light good mornings among the replacements",
    "deadlifts: hinge first": "the hinge is learnt with body weight or a light load first",
    "good mornings: why": "Strong shear on the lumbar spine",
    "good mornings: modify": "A dowel or a very light bar",
    "good mornings: best avoided": "usually best left out",
    "calf raises: why": "press straight down through the spine",
    "calf raises: modify": "Seated raises, or single-leg raises",
    "leg press: why": "the hips roll off the pad",
    "leg press: flexion, disc": "forced into deep flexion and the discs take the stress",
    "leg press: pad": "The low back stays on the pad through the whole range",
    "leg press: depth": "the depth ends before the hips roll",
    "leg press: load": "the load stays moderate",
    "machines: back supported": "while the back is supported",
    "machines: leg extension": "Leg extension isolates the quadriceps",
    "machines: leg curl": "the leg curl, seated or lying",
    "machines: no spinal load": "both without load on the spine",
    "machines: glute-ham raise": "The glute-ham raise trains hamstrings and glutes with little spinal load",
    "machines: kickbacks": "cable kickbacks isolate the glutes",
    "unilateral: imbalances, less load": "even out differences between the sides",
    "unilateral: lunges upright": "Lunges forwards, backwards or walking: trunk upright",
    "unilateral: split squats": "challenge balance with less compression than squats on both legs",
    "unilateral: step-ups": "Step-ups train glutes and quadriceps",
    "unilateral: step height": "only as high as the back allows with control",
    "glutes: bridges and thrusts": "with the spine supported and little direct load",
    "glutes: bird-dog": "The bird-dog joins core stability with the glutes",
    "glutes: clamshells": "banded clamshells reach the hip abductors and gluteus medius",
    "body weight: wall sits": "Wall sits give the quadriceps endurance without spinal load",
    "body weight: calf raises": "standing, seated or on one leg",
    "body weight: bridges": "Bridges grow harder on one leg or with a band",
    "bands": "add nothing along the axis of the spine",
    "warm-up": "light cardio, mobility for hips and thoracic spine, then activation of core and glutes",
    "cool-down": "static stretches for hamstrings, hip flexors, quadriceps and glutes",
    "spinal mobility": "gentle movement of the spine",
    "professional guidance": "A physiotherapist or exercise physiologist with experience in back pain",
    "consistency": "Recovery and strength take time",
    "patience": "patience with the pace",
    "posture, ergonomics, sleep, stress": "Posture through the day, the workplace, sleep and stress",
    "stop: sharp pain": "Sharp, shooting or electric pain",
    "stop: numbness": "Numbness, tingling or weakness in legs or feet",
    "stop: radiating": "Pain that runs down the leg",
    "stop: bowel or bladder": "Loss of bowel or bladder control",
    "stop: emergency": "Emergency care at once",
    "stop: worse or lasting": "Pain that gets worse during or after exercise or stays for longer",
    "stop: consult": "contact the clinician",
    "conclusion: keep function": "Strength, mobility and everyday function",
    "conclusion: pain-free gain": "pain-free gain in place of",
    "conclusion: investment": "a long-term investment",
    "takeaway: clearance": "come before any leg training",
    "takeaway: core and form": "count for more than heavy weights",
    "takeaway: selection": "such as heavy squats and deadlifts, are modified or left out",
    "takeaway: alternatives": "Machines, one-legged work and glute exercises",
    "takeaway: feedback and guidance": "Follow what the back reports",
    "question: can they train": "Can my patient train the legs",
    "question: meaning": "mean for exercise?",
    "question: which with caution": "Which leg exercises call for caution?",
    "question: which are friendly": "Which are friendly to the back?",
    "question: when to stop": "When does the patient stop and ask for help?",
}

# Exercise the article names → the library's record of it.
NAMED = {
    "back squat": "barbell-back-squat",
    "front squat": "barbell-front-squat",
    "safety bar squat": "safety-bar-squat",
    "goblet squat": "goblet-squat",
    "box squat": "box-squat",
    "dumbbell squat": "dumbbell-squat",
    "higher bar position": "high-bar-back-squat",
    "conventional deadlift": "conventional-deadlift",
    "sumo deadlift": "sumo-deadlift",
    "romanian deadlift": "romanian-deadlift",
    "trap bar deadlift": "trap-bar-deadlift",
    "rack pull": "rack-pull",
    "kettlebell deadlift": "kettlebell-deadlift",
    "bodyweight hinge": "dowel-hip-hinge",
    "good morning": "good-morning",
    "heavy standing calf raise": "standing-calf-raise-heavy",
    "seated calf raise": "seated-calf-raise",
    "single-leg calf raise": "single-leg-calf-raise",
    "standing calf raise": "standing-calf-raise",
    "leg press, poor form": "leg-press-deep-range",
    "leg press": "leg-press",
    "leg extension": "leg-extension",
    "seated leg curl": "seated-leg-curl",
    "lying leg curl": "lying-leg-curl",
    "glute ham raise": "glute-ham-raise",
    "cable kickback": "cable-kickback",
    "forward lunge": "forward-lunge",
    "reverse lunge": "reverse-lunge",
    "walking lunge": "walking-lunge",
    "split squat": "split-squat",
    "bulgarian split squat": "bulgarian-split-squat",
    "step-up": "step-up",
    "glute bridge": "glute-bridge",
    "hip thrust": "hip-thrust",
    "bird-dog": "bird-dog",
    "banded clamshell": "clamshell-banded",
    "wall sit": "wall-sit",
    "single-leg bridge": "single-leg-glute-bridge",
    "banded bridge": "banded-glute-bridge",
    "banded work": "banded-lateral-walk",
    "light cardio": "walking",
    "hip mobility": "hip-circle",
    "thoracic mobility": "open-book",
    "core activation": "abdominal-brace",
    "glute activation": "quadruped-leg-reach",
    "hamstring stretch": "supine-hamstring-stretch",
    "hip flexor stretch": "half-kneeling-hip-flexor-stretch",
    "quad stretch": "side-lying-quad-stretch",
    "glute stretch": "supine-figure-four",
    "gentle spinal mobility": "cat-camel",
    "deep abdominals": "dead-bug",
    "obliques": "side-bridge",
    "pelvic floor": "pelvic-floor-activation",
    "erector spinae": "prone-hip-extension",
}


@pytest.fixture
def shown_page(client_for, physio, library):
    return unescape(client_for(physio).get(URL).content.decode())


@pytest.fixture
def text(shown_page):
    return " ".join(re.sub(r"<[^>]+>", " ", shown_page).split())


def test_every_statement_of_the_article_is_there(text):
    assert {item: phrase for item, phrase in SAID.items() if phrase not in text} == {}


def test_every_exercise_of_the_article_is_linked(shown_page):
    links = {item: reverse("exercise-detail", args=[slug]) for item, slug in NAMED.items()}
    assert {item for item, link in links.items() if f'href="{link}"' not in shown_page} == set()


def test_good_mornings_are_never_a_kinder_version(client_for, physio, library):
    cautions = client_for(physio).get(URL).context["cautions"]
    assert {one.slug for group in cautions for one in group.changes}.isdisjoint({"good-morning"})


def test_what_calls_for_care_is_marked_among_the_friendly(shown_page):
    assert "Barbell hip thrust</a> (with care)" in shown_page


def test_the_emergency_stands_out(shown_page):
    assert 'class="gate gate-emergency"><strong>Loss of bowel or bladder control.</strong>' in shown_page


def test_it_names_its_source_and_its_state_of_review(text):
    assert "SEED" in text
    assert "State of this page: awaiting clinical review" in text


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_it(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 200


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(URL).status_code == 302


def test_it_rejects_post(client_for, physio):
    assert client_for(physio).post(URL).status_code == 405


def test_query_count_is_fixed(client_for, physio, library, django_assert_num_queries):
    visitor = client_for(physio)
    # session, user, exercises
    with django_assert_num_queries(3):
        visitor.get(URL)
