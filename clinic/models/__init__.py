"""The practice: staff, patients, cases and what is recorded about them."""

from clinic.models.audit import AccessEvent, EmergencyAccess
from clinic.models.clearance import Clearance, RedFlag, RedFlagScreen
from clinic.models.conditions import Condition, Diagnosis
from clinic.models.erasure import Erasure, ErasureRequest
from clinic.models.measures import Assessment, Measure
from clinic.models.patients import Case, Patient
from clinic.models.practice import Clinic, ClinicOwned, User
from clinic.models.submissions import HeldForm, Submission

__all__ = [
    "AccessEvent",
    "Assessment",
    "Case",
    "Clearance",
    "Clinic",
    "ClinicOwned",
    "Condition",
    "Diagnosis",
    "EmergencyAccess",
    "Erasure",
    "ErasureRequest",
    "HeldForm",
    "Measure",
    "Patient",
    "RedFlag",
    "RedFlagScreen",
    "Submission",
    "User",
]
