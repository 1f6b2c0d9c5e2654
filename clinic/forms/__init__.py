"""What is typed into the record, checked and kept until it is right."""

from clinic.forms.assessment import AssessmentForm
from clinic.forms.case import CaseForm, CloseCaseForm, VersionForm
from clinic.forms.clearance import ClearanceForm, RevokeClearanceForm
from clinic.forms.clinic import ClinicForm
from clinic.forms.diagnosis import DiagnosisForm
from clinic.forms.patient import PatientForm
from clinic.forms.red_flags import OutcomeForm, RedFlagScreenForm

__all__ = [
    "AssessmentForm",
    "CaseForm",
    "ClearanceForm",
    "ClinicForm",
    "CloseCaseForm",
    "DiagnosisForm",
    "OutcomeForm",
    "PatientForm",
    "RedFlagScreenForm",
    "RevokeClearanceForm",
    "VersionForm",
]
