"""Build the demo clinic with its invented people, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic.models import User
from programs.demo import PASSWORD, make_clinic, read_demo, treat


class Command(BaseCommand):
    help = "Create the demo clinic, its sign-ins and its invented patients. Only in a demo installation."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demo clinic is only made where BACKSTAY_DEMO=1 is set.")
        demo = read_demo()
        clinic = make_clinic(demo)
        if clinic is None:
            self.stdout.write("The demo clinic is there already.")
        else:
            by = User.objects.get(username=demo["staff"][0]["username"])
            for person in demo["people"]:
                outcome = treat(person, clinic=clinic, by=by, now=timezone.localtime())
                if outcome.blocked and options["verbosity"] > 1:
                    self.stdout.write(f"{person['key']}: not issued. {outcome.blocked}")
            self.stdout.write(f"Made the demo clinic with {len(demo['people'])} invented patients.")
        names = ", ".join(person["username"] for person in demo["staff"])
        self.stdout.write(f"Demo sign-ins (invented staff): {names}. Password: {PASSWORD}")
