"""Every write to the record. Views call these and nothing else; each is one transaction and leaves an access event."""

from clinic.actions.access import purge_access_events, record_access, record_listing
from clinic.actions.assessments import change_assessment, record_assessment
from clinic.actions.cases import change_case, close_case, open_case, reopen_case
from clinic.actions.clearances import revoke_clearance, sign_clearance
from clinic.actions.clinics import edit_clinic
from clinic.actions.diagnoses import change_diagnosis, record_diagnosis
from clinic.actions.emergency import begin_emergency_access, end_emergency_access
from clinic.actions.patients import change_patient, register_patient, search_text
from clinic.actions.red_flags import record_screen, record_screen_outcome
from clinic.actions.saving import StaleRecord
from clinic.actions.staff import (
    add_staff,
    change_staff,
    close_account,
    invite,
    reopen_account,
    reset_second_factor,
    set_password,
)

__all__ = [
    "StaleRecord",
    "add_staff",
    "begin_emergency_access",
    "change_assessment",
    "change_case",
    "change_diagnosis",
    "change_patient",
    "change_staff",
    "close_account",
    "close_case",
    "edit_clinic",
    "end_emergency_access",
    "invite",
    "open_case",
    "purge_access_events",
    "record_access",
    "record_assessment",
    "record_diagnosis",
    "record_listing",
    "record_screen",
    "record_screen_outcome",
    "register_patient",
    "reopen_account",
    "reopen_case",
    "reset_second_factor",
    "revoke_clearance",
    "search_text",
    "set_password",
    "sign_clearance",
]
