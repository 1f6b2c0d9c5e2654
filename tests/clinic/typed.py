"""What a careful person types into each form of the record; tests change one thing at a time."""

from tests.pages import markup_of

PATIENT = {
    "family_name": "Ström",
    "given_name": "Lena",
    "born_on_day": "2",
    "born_on_month": "Mar",
    "born_on_year": "1980",
    "sex": "female",
    "reference": "",
    "phone": "",
    "email": "",
    "language": "en",
}
CLINIC = {
    "name": "Quay Physiotherapy",
    "address": "2 Quay Street, Exampleton",
    "phone": "01632 960 500",
    "emergency_number": "999",
    "default_paper": "letter",
    "default_mode": "monitored",
}
CASE = {
    "complaint": "Low back pain after lifting",
    "goal": "Lift my daughter",
    "setting": "home",
    "supervision": "alone",
    "opened_on": "2026-11-20",
    "review_on": "2026-12-20",
}
DIAGNOSIS = {
    "listed_code": "M51.26",
    "other_code": "",
    "level": "L4/5",
    "side": "",
    "onset_on": "2026-10-05",
    "surgery_on": "",
    "fracture_on": "",
    "diagnosed_by": "Dr Jo Lind",
    "diagnosed_by_role": "General practitioner",
    "diagnosed_on": "2026-10-12",
    "status": "active",
}
SCREEN = {"screened_on": "2026-11-20", "concern": "none", "action": ""}
CLEARANCE = {
    "replaces": "",
    "decision": "cleared",
    "signer": "other",
    "issued_by": "Dr Jo Lind",
    "issued_by_role": "General practitioner",
    "issued_by_registration": "",
    "organisation": "",
    "issued_on": "2026-11-20",
    "valid_until": "",
    "restriction_words": "",
    "surgery_procedure": "",
    "surgery_levels": "",
    "surgery_on": "",
    "surgeon": "",
    "surgeon_release": "",
    "fracture_release": "",
    "limits-TOTAL_FORMS": "4",
    "limits-INITIAL_FORMS": "0",
}
ASSESSMENT = {
    "assessed_on": "2026-11-20",
    "nprs_now": "2",
    "nprs_worst": "5",
    "nprs_usual": "3",
    "nprs_average": "3",
    "irritability": "low",
    "directional_preference": "",
    "leg_symptoms": "",
    "aggravating": "",
    "back_extensor_hold_s": "",
    "notes": "",
}


def limits(*rows):
    """Return restriction rows as the clearance form sends them."""
    sent = {"limits-TOTAL_FORMS": str(max(len(rows), 4)), "limits-INITIAL_FORMS": "0"}
    for number, (what, limit) in enumerate(rows):
        sent |= {f"limits-{number}-what": what, f"limits-{number}-limit": limit}
    return sent


def text_of(response):
    """Return a page as the words of its markup, on one line and without entities."""
    return " ".join(markup_of(response).split())
