"""Staff accounts of one's own clinic: who is there, make one, change it, close it, let somebody in again."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic import actions
from clinic.access import MANAGER, role
from clinic.confirming import ACCOUNTS, confirmed, confirmed_step
from clinic.forms.record import posted
from clinic.forms.staff import StaffChangeForm, StaffForm
from clinic.models import EmergencyAccess, User
from clinic.policies import Refused
from clinic.staff_page import staff_rows
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM

SHOWN_EMERGENCIES = 10


def load_staff(view):
    """Give the view a member of the manager's own clinic; anybody else is 404."""

    @wraps(view)
    def loaded(request, pk):
        return view(request, get_object_or_404(User, pk=pk, clinic_id=request.user.clinic_id))

    return loaded


@role(MANAGER)
@require_safe
def staff_list(request):
    emergencies = EmergencyAccess.objects.filter(clinic_id=request.user.clinic_id).select_related("user")
    context = {
        "nav": "staff",
        "rows": staff_rows(request.user.clinic),
        "emergencies": emergencies[:SHOWN_EMERGENCIES],
    }
    return render(request, "clinic/staff_list.html", context)


@role(MANAGER)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
def staff_add(request):
    form = StaffForm(posted(request), cancel_url=reverse("staff-list"))
    page = Page("clinic/staff_add.html", _("Add a member of staff"), context={"nav": "staff"})
    return answer(
        request,
        form,
        page,
        lambda: actions.add_staff(clinic=request.user.clinic, values=form.values(), by=request.user),
        done=_("The account is made. Make a link with which the person sets a password."),
    )


@role(MANAGER)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
@load_staff
def staff_edit(request, member):
    form = StaffChangeForm(posted(request), instance=member, cancel_url=member.get_absolute_url())
    page = Page(
        "clinic/staff_edit.html", _("Change %(member)s") % {"member": member}, context={"nav": "staff"}
    )
    return answer(
        request,
        form,
        page,
        lambda: actions.change_staff(
            user=member, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("The account is changed."),
    )


@role(MANAGER)
@require_safe
@load_staff
def staff_detail(request, member):
    (shown,) = staff_rows(request.user.clinic, only=member)
    context = {"nav": "staff", "member": member, "shown": shown, "is_self": member == request.user}
    return render(request, "clinic/staff_detail.html", context)


@role(MANAGER)
@require_POST
@confirmed_step
@load_staff
def staff_invite(request, member):
    """Show the link once, on the answer itself: it is kept nowhere."""
    link = request.build_absolute_uri(actions.invite(user=member, by=request.user))
    return render(request, "clinic/staff_invite.html", {"nav": "staff", "member": member, "link": link})


@role(MANAGER)
@require_POST
@confirmed_step
@load_staff
def staff_close(request, member):
    return _do(
        request, member, actions.close_account, _("%(member)s can no longer sign in.") % {"member": member}
    )


@role(MANAGER)
@require_POST
@confirmed_step
@load_staff
def staff_reopen(request, member):
    return _do(
        request, member, actions.reopen_account, _("%(member)s can sign in again.") % {"member": member}
    )


@role(MANAGER)
@require_POST
@confirmed_step
@load_staff
def staff_reset_second_factor(request, member):
    done = _("%(member)s sets up a new second factor at the next sign-in.") % {"member": member}
    return _do(request, member, actions.reset_second_factor, done)


def _do(request, member, action, done):
    try:
        action(user=member, by=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(member)
