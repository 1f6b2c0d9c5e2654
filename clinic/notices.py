"""E-mail to a clinic's managers. It holds names of staff and clinic, times, and never a word about a patient."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import User

LOGGER = logging.getLogger("clinic.notices")


def write_to_managers(access):
    """Tell the managers of a clinic that emergency access to its records was taken; return how many letters went out.

    The reason is left out: somebody may have named a patient in it. It stands on the Staff page. Never called within a
    transaction: a mail server may take its time. One that fails is logged, and holds nobody up.
    """
    managers = User.objects.filter(clinic=access.clinic, role=User.Role.MANAGER, is_active=True)
    addresses = (
        [one.email for one in managers.exclude(email="").order_by("pk")] if settings.SENDS_MAIL else []
    )
    subject = _("Emergency access to the records of %(clinic)s") % {"clinic": access.clinic}
    return sum(_is_sent(subject, _words(access), address) for address in addresses)


def _words(access):
    begun, ends = timezone.localtime(access.starts_at), timezone.localtime(access.ends_at)
    return _(
        "%(user)s, who keeps this installation, opened the patients’ records of %(clinic)s on %(day)s at %(begun)s, "
        "until %(ends)s.\n\n"
        "Why, and what was looked at, stands in Backstay under Staff and under Who did what. If nobody at your clinic asked for it, "
        "speak to whoever runs the installation at once.\n"
    ) % {
        "user": access.user,
        "clinic": access.clinic,
        "day": f"{begun:%d-%b-%Y}",
        "begun": f"{begun:%H:%M}",
        "ends": f"{ends:%H:%M}",
    }


def _is_sent(subject, words, address):
    try:
        return EmailMessage(subject, words, to=[address], connection=get_connection()).send()
    except (OSError, ValueError) as error:
        # Neither the address nor the server's answer: the kind of error is enough to look for it.
        LOGGER.error("A manager was not written to about emergency access: %s", type(error).__name__)
        return 0
