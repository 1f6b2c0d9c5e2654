"""What staff read of the stop signs of a returned log."""

from django.utils.translation import gettext as _


def said(sign):
    """Return a stop sign in words; of the emergency, all that the patient's page asks about.

    Who is told on the telephone of both legs must find them beside bladder and bowel, not under numb or weak legs, where the
    log stops the plan and does not send to emergency care (BMJBP-CES: ces_bladder_dysfunction, ces_saddle_sensory_change,
    ces_bilateral_leg_neuro).
    """
    if not sign.is_emergency:
        return sign.label
    return _(
        "%(sign)s, no urine can be passed, numb between the legs, or both legs weak, numb or with sciatica"
    ) % {"sign": sign.label}
