"""Make the first account of a clinic, or that of a librarian. No account exists before somebody runs this."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic import actions
from clinic.models import Clinic, User
from text.cleaning import clean_line

INSTALLATION = "installation"


class Command(BaseCommand):
    help = "Make an account without a password and print the address at which the person sets one, once."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--role", choices=[*User.Role.values, INSTALLATION], default=User.Role.MANAGER)
        parser.add_argument("--clinic", help="Name of the clinic; it is made when it is not there yet")
        parser.add_argument("--phone", default="", help="Of a clinic that is made; printed on handouts")
        parser.add_argument(
            "--host", default="https://your-address", help="What stands before the printed path"
        )

    @transaction.atomic
    def handle(self, *args, **options):
        role = options["role"]
        try:
            values = {name: clean_line(options[name]) for name in ("username", "first_name", "last_name")}
            if not all(values.values()):
                raise CommandError("Give a user name, a first name and a last name.")
            values |= self._rights(role)
            clinic = self._clinic(options)
            # First asked what is wrong: PostgreSQL would refuse a name that is too long without saying which.
            User(clinic=clinic, **values).full_clean(exclude=["password"])
            user = actions.add_staff(clinic=clinic, values=values)
        except ValidationError as error:
            raise CommandError(_by_name(error)) from None
        self.stdout.write(f"Made the account {user.username} ({role}). It has no password yet.")
        self.stdout.write("Pass this on; it works once, within three days:")
        self.stdout.write(options["host"].rstrip("/") + actions.invite(user=user))

    def _rights(self, role):
        # Whoever keeps the installation opens no patient: see the page for emergencies.
        return {"role": "", "is_superuser": True} if role == INSTALLATION else {"role": role}

    def _clinic(self, options):
        if options["role"] in (User.Role.LIBRARIAN, INSTALLATION):
            return None
        if not options["clinic"]:
            raise CommandError("Name the clinic with --clinic.")
        values = {"name": clean_line(options["clinic"]), "phone": clean_line(options["phone"])}
        clinic = Clinic.objects.filter(name=values["name"]).first()
        if clinic is None and not options["phone"]:
            raise CommandError(
                "There is no such clinic yet. To make it, give its telephone number with --phone."
            )
        return clinic or self._new_clinic(values)

    def _new_clinic(self, values):
        Clinic(**values).full_clean()
        return Clinic.objects.create(**values)


def _by_name(error):
    """Return the sentences of an error, each behind the name of what it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{name.replace('_', ' ').capitalize()}: {' '.join(words)}"
        for name, words in error.message_dict.items()
    )
