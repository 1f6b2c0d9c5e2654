"""Pages of the record: patients, cases and what is recorded about them."""

from django.urls import path

from clinic.views import (
    assessments,
    cases,
    clearances,
    clinics,
    diagnoses,
    emergency,
    erasure_requests,
    health,
    held_forms,
    measures,
    patients,
    records,
    red_flags,
    staff,
    trail,
)

people = [
    path("patients/add/", patients.patient_add, name="patient-add"),
    path("patients/<int:pk>/", patients.patient_detail, name="patient-detail"),
    path("patients/<int:pk>/edit/", patients.patient_edit, name="patient-edit"),
    path("patients/<int:pk>/cases/open/", cases.case_open, name="case-open"),
    path("cases/<int:pk>/edit/", cases.case_edit, name="case-edit"),
    path("cases/<int:pk>/reopen/", cases.case_reopen, name="case-reopen"),
]

findings = [
    path("cases/<int:pk>/diagnoses/add/", diagnoses.diagnosis_add, name="diagnosis-add"),
    path("diagnoses/<int:pk>/edit/", diagnoses.diagnosis_edit, name="diagnosis-edit"),
    path("cases/<int:pk>/red-flags/add/", red_flags.red_flag_screen_add, name="red-flag-screen-add"),
    path("red-flags/<int:pk>/", red_flags.red_flag_screen_detail, name="red-flag-screen-detail"),
    path("red-flags/<int:pk>/outcome/", red_flags.red_flag_screen_outcome, name="red-flag-screen-outcome"),
    path("cases/<int:pk>/clearances/add/", clearances.clearance_add, name="clearance-add"),
    path("clearances/<int:pk>/", clearances.clearance_detail, name="clearance-detail"),
    path("clearances/<int:pk>/revoke/", clearances.clearance_revoke, name="clearance-revoke"),
    path("cases/<int:pk>/assessments/add/", assessments.assessment_add, name="assessment-add"),
    path("assessments/<int:pk>/edit/", assessments.assessment_edit, name="assessment-edit"),
    path("cases/<int:pk>/measures/", measures.measure_list, name="measure-list"),
    path("cases/<int:pk>/measures/<slug:instrument>/add/", measures.measure_add, name="measure-add"),
    path("measures/<int:pk>/correct/", measures.measure_correct, name="measure-correct"),
    path("measures/<int:pk>/error/", measures.measure_error, name="measure-error"),
]

forms = [
    path("forms/<slug:digest>/", held_forms.held_form, name="held-form"),
    path("forms/<slug:digest>/discard/", held_forms.held_form_discard, name="held-form-discard"),
]

keeping = [
    path("patients/<int:pk>/export/", records.patient_export, name="patient-export"),
    path("patients/<int:pk>/erasure/", erasure_requests.erasure_ask, name="erasure-ask"),
    path("erasures/<int:pk>/decline/", erasure_requests.erasure_decline, name="erasure-decline"),
    path("records/", records.record_list, name="record-list"),
    path("records/<int:pk>/erase/", records.record_erase, name="record-erase"),
    path("records/retention/", records.retention_edit, name="retention-edit"),
]

watching = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

accounts = [
    path("staff/", staff.staff_list, name="staff-list"),
    path("staff/add/", staff.staff_add, name="staff-add"),
    path("staff/<int:pk>/", staff.staff_detail, name="staff-detail"),
    path("staff/<int:pk>/edit/", staff.staff_edit, name="staff-edit"),
    path("staff/<int:pk>/invite/", staff.staff_invite, name="staff-invite"),
    path("staff/<int:pk>/close/", staff.staff_close, name="staff-close"),
    path("staff/<int:pk>/reopen/", staff.staff_reopen, name="staff-reopen"),
    path(
        "staff/<int:pk>/second-factor/reset/",
        staff.staff_reset_second_factor,
        name="staff-reset-second-factor",
    ),
    path("emergency/", emergency.emergency_access, name="emergency-access"),
    path("emergency/end/", emergency.emergency_access_end, name="emergency-access-end"),
]

trails = [
    path("trail/", trail.trail_list, name="trail-list"),
    path("patients/<int:pk>/trail/", trail.patient_trail, name="patient-trail"),
    path("patients/<int:pk>/changes/", trail.patient_changes, name="patient-changes"),
    path("cases/<int:pk>/changes/", trail.case_changes, name="case-changes"),
]

practice = [path("clinic/edit/", clinics.clinic_edit, name="clinic-edit")]

urlpatterns = people + findings + forms + keeping + watching + accounts + trails + practice
