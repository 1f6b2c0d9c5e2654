"""Why a row of the record was written: kept in English with its history, read in the language of whoever looks at it.

A reason that a form asks for, as for closing a case, is a field of the row itself and stands in the same entry.
"""

from django.utils.translation import gettext_noop as _

from text.kept import said_again

# What was done, by the name that the access event of it bears.
WHY = {
    "patient-add": _("Patient registered"),
    "patient-edit": _("Particulars corrected"),
    "case-open": _("Case opened"),
    "case-edit": _("Case changed"),
    "case-close": _("Case closed"),
    "case-reopen": _("Case reopened"),
    "diagnosis-add": _("Diagnosis recorded"),
    "diagnosis-edit": _("Diagnosis corrected"),
    "red-flag-screen-add": _("Red flags asked about"),
    "red-flag-screen-outcome": _("Outcome of the referral recorded"),
    "clearance-add": _("Clearance signed"),
    "clearance-revoke": _("Clearance revoked"),
    "assessment-add": _("Assessment recorded"),
    "assessment-edit": _("Assessment corrected"),
    "measure-add": _("Score recorded"),
    "measure-correct": _("Score corrected"),
    "measure-error": _("Score marked as entered in error"),
    "clinic-edit": _("Clinic’s particulars changed"),
}


def in_words(reason):
    """Return a kept reason in the reader's language; nothing for a row that was written before reasons were kept."""
    return said_again(reason, WHY.values()) if reason else ""
