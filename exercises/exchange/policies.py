"""Whether an import may be applied, and by whom."""

from django.utils.translation import gettext as _


class ImportRefused(Exception):
    """An import that may not be applied as things stand; the message says what to do instead."""


def check_is_waiting(kept):
    """Raise ImportRefused when somebody has decided about an import before."""
    if not kept.is_waiting:
        raise ImportRefused(
            _("This import is %(state)s already.") % {"state": kept.get_state_display().lower()}
        )


def check_can_apply(kept, plan, user):
    """Raise ImportRefused unless `user` may apply the plan of a kept import.

    Published exercises change only when somebody else than who brought the change agrees.
    """
    check_is_waiting(kept)
    if not plan.changes:
        raise ImportRefused(_("The library holds all of this already. Withdraw the import."))
    if plan.needs_second_person and user.pk == kept.uploaded_by_id:
        raise ImportRefused(
            _(
                "You brought this file, and it changes published exercises. Ask another librarian to look at it and apply it."
            )
        )


def why_not_apply(kept, plan, user):
    """Return the sentence that stands against applying, or nothing."""
    try:
        check_can_apply(kept, plan, user)
    except ImportRefused as refused:
        return str(refused)
    return ""
