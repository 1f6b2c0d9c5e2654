"""Random people, doses and programs for the property tests."""

from hypothesis import strategies as st

from programs.rules.scales import Mode, Section, Stage
from programs.rules.values import DEMANDS, Dose, Patient, PatientCondition, Restriction
from tests.programs.rules import oracle

SLUGS = sorted(oracle.EXERCISES)
SENSITIVITIES = ("flexion", "extension", "rotation", "compression", "shear", "impact", "neural", "sitting")

stages = st.sampled_from(list(Stage))
modes = st.sampled_from(list(Mode))
slugs = st.sampled_from(SLUGS)
doses = st.one_of(st.none(), st.builds(Dose, rpe=st.integers(5, 9), load_kg=st.sampled_from((None, 5, 40))))
weeks = st.one_of(st.none(), st.floats(0, 30, allow_nan=False))
conditions = st.lists(
    st.builds(PatientCondition, st.sampled_from(oracle.CONDITIONS), weeks, weeks, weeks),
    max_size=3,
).map(tuple)
restrictions = st.one_of(
    st.builds(Restriction, demand=st.sampled_from(DEMANDS), max=st.integers(0, 4)),
    st.builds(Restriction, slug=slugs),
    st.builds(Restriction, load_kg=st.sampled_from((0, 10, 50))),
    st.builds(Restriction, position=st.sampled_from(("seated", "prone", "standing"))),
)
patients = st.builds(
    Patient,
    conditions=conditions,
    stage=st.one_of(st.none(), stages),
    pain_nprs=st.one_of(st.none(), st.integers(0, 10)),
    flare=st.booleans(),
    irritability=st.sampled_from(("low", "moderate", "high")),
    sensitivities=st.frozensets(st.sampled_from(SENSITIVITIES), max_size=3),
    directional_preference=st.sampled_from((None, "extension", "flexion")),
    restrictions=st.lists(restrictions, max_size=2).map(tuple),
)
equipment = st.one_of(
    st.none(),
    st.frozensets(st.sampled_from(("mat", "dumbbell", "leg_press", "loop_band", "bench", "barbell", "wall"))),
)
placed = st.lists(
    st.tuples(slugs, st.sampled_from(list(Section))), min_size=1, max_size=8, unique_by=lambda one: one[0]
)
