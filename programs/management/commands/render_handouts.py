"""Make the handouts of a class, or of everybody who is training, in one go. Interrupted, it goes on where it was."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from clinic.access import clinic_scope
from clinic.models import User
from programs.actions.handout import find_handout, store_handout
from programs.bundles import SUFFIXES, bundle, file_name
from programs.errors import Refused
from programs.handing_out import why_withheld
from programs.handouts.ahead import rendering_ahead
from programs.handouts.errors import HandoutError
from programs.handouts.variant import LABELS, from_query
from programs.models import Program
from programs.parts import photo_files

BAR = 30


class Command(BaseCommand):
    help = "Render the handouts of all running programmes, or of those in a list, into one .pdf or .zip."

    def add_arguments(self, parser):
        parser.add_argument(
            "--by", required=True, metavar="NAME", help="username of the physiotherapist who prints"
        )
        parser.add_argument(
            "--out", required=True, type=Path, help="a .pdf joins the handouts, a .zip keeps each by itself"
        )
        parser.add_argument(
            "--list", type=Path, help="file with one programme (BK-00012) or patient reference a line"
        )
        for field, labels in LABELS.items():
            parser.add_argument(f"--{field}", choices=list(labels), help="default: the clinic's own")

    def handle(self, *args, **options):
        by = _physiotherapist(options["by"])
        if options["out"].suffix not in SUFFIXES:
            raise CommandError("The file must end in .pdf or .zip.")
        with clinic_scope(by.clinic):
            programs = _programs(options["list"])
            failed = self._print(programs, by, options)
        done = len(programs) - len(failed)
        self.stdout.write(f"{done} of {len(programs)} handouts are in {options['out']}.")
        if failed:
            raise CommandError("Not made:\n" + "\n".join(failed))

    def _print(self, programs, by, options):
        failed = []
        wanted = {field: options[field] for field in LABELS if options[field]}
        variants = {program: from_query(wanted, program.snapshot) for program in programs}
        missing = (
            (one, (one.snapshot, variants[one], photo_files(one.snapshot)))
            for one in programs
            if not find_handout(one, variants[one]) and not why_withheld(one)
        )
        with bundle(options["out"]) as add, rendering_ahead(missing) as being_made:
            for number, (program, variant) in enumerate(variants.items(), 1):
                render = being_made[program].result if program in being_made else None
                try:
                    # What an earlier run has rendered is stored and only collected here.
                    stored = store_handout(program=program, variant=variant, by=by, render=render)
                    add(file_name(program, variant), bytes(stored.pdf))
                except (HandoutError, Refused) as refusal:
                    failed.append(f"{program.code}: {refusal}")
                self._show_progress(number, len(programs))
        return failed

    def _show_progress(self, number, total):
        full = BAR * number // total
        end = "\n" if number == total or not self.stderr.isatty() else "\r"
        self.stderr.write(f"[{'#' * full}{'.' * (BAR - full)}] {number} of {total}", ending=end)


def _physiotherapist(username):
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.is_physiotherapist:
        raise CommandError(f"{username} is no active physiotherapist of a clinic.")
    return user


def _programs(path):
    # Suspended ones are asked for too, so that who gets no handout is named and not passed over.
    live = Program.objects.running().with_people().order_by("number", "version")
    if path is None:
        return list(live)
    try:
        wanted = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"The list cannot be read: {fault}") from fault
    found = {}
    for program in live:
        for name in (f"BK-{program.number:05d}", program.code, program.case.patient.reference):
            found.setdefault(name.upper(), []).append(program)
    unknown = [name for name in wanted if name.upper() not in found]
    if unknown:
        raise CommandError("No running programme for: " + ", ".join(unknown))
    return list(dict.fromkeys(program for name in wanted for program in found[name.upper()]))
