"""Every write to the record. Views call these and nothing else; each is one transaction and leaves an access event."""

from clinic.actions.access import record_access
from clinic.actions.assessments import change_assessment, record_assessment
from clinic.actions.cases import change_case, close_case, open_case, reopen_case
from clinic.actions.clearances import revoke_clearance, sign_clearance
from clinic.actions.diagnoses import change_diagnosis, record_diagnosis
from clinic.actions.patients import change_patient, register_patient, search_text
from clinic.actions.red_flags import record_screen, record_screen_outcome
from clinic.actions.saving import StaleRecord

__all__ = [
    "StaleRecord",
    "change_assessment",
    "change_case",
    "change_diagnosis",
    "change_patient",
    "close_case",
    "open_case",
    "record_access",
    "record_assessment",
    "record_diagnosis",
    "record_screen",
    "record_screen_outcome",
    "register_patient",
    "reopen_case",
    "revoke_clearance",
    "search_text",
    "sign_clearance",
]
