"""Many handouts by one command: what is in the file, who is named in it, and what an interruption leaves behind."""

import hashlib
import zipfile
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader, PdfWriter

from clinic.models import AccessEvent
from programs import handing_out
from programs.actions import handout as actions
from programs.handouts.errors import RenderFailed
from programs.handouts.render import RenderedPdf
from programs.management.commands import render_handouts
from programs.models import Handout, Program


def one_page(tmp_path):
    with PdfWriter() as writer:
        writer.add_blank_page(100, 100)
        writer.write(tmp_path / "page.pdf")
    return (tmp_path / "page.pdf").read_bytes()


@pytest.fixture
def renders(monkeypatch, tmp_path):
    """Count the renders and answer with one blank page."""
    page, asked = one_page(tmp_path), []

    def render(snapshot, variant, files):
        asked.append(variant)
        return RenderedPdf(page, 1, hashlib.sha256(page).hexdigest())

    monkeypatch.setattr(actions, "render_pdf", render)
    # Nothing is made ahead here: what is asked for is made at that moment, one after the other.
    monkeypatch.setattr(render_handouts, "rendering_ahead", lambda wanted: nullcontext({}))
    return asked


@pytest.fixture
def several(issued):
    """Return three running programs of the clinic."""
    copies = [issued]
    for number in (issued.number + 1, issued.number + 2):
        values = {
            field.name: getattr(issued, field.name)
            for field in Program._meta.concrete_fields
            if not field.primary_key
        }
        copies.append(
            Program.objects.create(**{**values, "number": number, "log_code": "", "supersedes": None})
        )
    return copies


def run(tmp_path, physio, *options, name="class.zip"):
    call_command("render_handouts", "--by", physio.username, "--out", str(tmp_path / name), *options)
    return tmp_path / name


def test_all_running_programs_are_in_the_zip_under_neutral_names(several, physio, renders, tmp_path, capsys):
    Program.objects.filter(pk=several[2].pk).update(status=Program.Status.ENDED)
    with zipfile.ZipFile(run(tmp_path, physio)) as archive:
        assert archive.namelist() == [f"BK-{one.number:05d}-v1-a4.pdf" for one in several[:2]]
        assert archive.testzip() is None
    said = capsys.readouterr()
    assert "2 of 2 handouts" in said.out
    assert "[##############################] 2 of 2" in said.err
    assert several[0].case.patient.family_name not in said.out + said.err


def test_a_joined_file_holds_the_pages_of_all(several, physio, renders, tmp_path):
    joined = PdfReader(run(tmp_path, physio, name="class.pdf"))
    assert len(joined.pages) == 3


def test_a_list_names_programs_or_patients(several, physio, renders, tmp_path):
    listed = tmp_path / "class.txt"
    listed.write_text(f"{several[1].code}\n\nbk-{several[0].number:05d}\n", encoding="utf-8")
    with zipfile.ZipFile(run(tmp_path, physio, "--list", str(listed))) as archive:
        assert len(archive.namelist()) == 2
    listed.write_text(several[0].case.patient.reference, encoding="utf-8")
    with zipfile.ZipFile(run(tmp_path, physio, "--list", str(listed))) as archive:
        assert len(archive.namelist()) == 3


def test_an_unknown_line_stops_before_anything_is_made(several, physio, renders, tmp_path):
    listed = tmp_path / "class.txt"
    listed.write_text("BK-99999\n", encoding="utf-8")
    with pytest.raises(CommandError, match="No running programme for: BK-99999"):
        run(tmp_path, physio, "--list", str(listed))
    assert (renders, (tmp_path / "class.zip").exists()) == ([], False)


def test_a_failed_one_is_named_and_the_others_are_made(several, physio, renders, tmp_path, monkeypatch):
    made = actions.render_pdf

    def fail_once(snapshot, variant, files):
        if len(renders) == 1:
            renders.append(variant)
            raise RenderFailed("Exercise 1, “Bridge”, has no picture.")
        return made(snapshot, variant, files)

    monkeypatch.setattr(actions, "render_pdf", fail_once)
    with pytest.raises(CommandError, match=f"{several[1].code}: Exercise 1, “Bridge”, has no picture"):
        run(tmp_path, physio)
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        assert len(archive.namelist()) == 2


def test_a_suspended_one_is_named_and_the_others_are_made(several, physio, renders, tmp_path):
    Program.objects.filter(pk=several[1].pk).update(status=Program.Status.SUSPENDED)
    listed = tmp_path / "class.txt"
    listed.write_text("\n".join(one.code for one in several), encoding="utf-8")
    with pytest.raises(CommandError, match=f"Not made:\n{several[1].code}: This programme is suspended"):
        run(tmp_path, physio, "--list", str(listed))
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        assert archive.namelist() == [f"BK-{one.number:05d}-v1-a4.pdf" for one in (several[0], several[2])]
    with pytest.raises(CommandError, match=f"Not made:\n{several[1].code}: This programme is suspended"):
        run(tmp_path, physio)


def test_an_unreviewed_translation_is_named_and_the_others_are_made(
    several, physio, renders, tmp_path, monkeypatch
):
    def unread(snapshot, language):
        return snapshot is second.snapshot

    second = several[1]
    second.snapshot = dict(second.snapshot)
    monkeypatch.setattr(handing_out, "is_unreviewed_translation", unread)
    monkeypatch.setattr(render_handouts, "_programs", lambda _: several)
    with pytest.raises(CommandError, match=f"{second.code}: Nobody has reviewed this translation"):
        run(tmp_path, physio)
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        assert len(archive.namelist()) == 2


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_only_a_physiotherapist_prints(person, several, renders, tmp_path, request):
    with pytest.raises(CommandError, match="no active physiotherapist"):
        run(tmp_path, request.getfixturevalue(person))


def test_another_clinics_programs_are_not_there(several, stranger, renders, tmp_path):
    with zipfile.ZipFile(run(tmp_path, stranger)) as archive:
        assert archive.namelist() == []


def test_the_file_must_be_one_of_the_two_kinds(several, physio, renders, tmp_path):
    with pytest.raises(CommandError, match="must end in"):
        run(tmp_path, physio, name="class.txt")


def test_what_an_interrupted_run_has_made_is_not_made_again(several, physio, renders, tmp_path, monkeypatch):
    made = actions.render_pdf

    def interrupted(snapshot, variant, files):
        if len(renders) == 2:
            raise KeyboardInterrupt
        return made(snapshot, variant, files)

    monkeypatch.setattr(actions, "render_pdf", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, physio)
    assert Handout.objects.count() == 2
    assert [one.name for one in tmp_path.iterdir()] == ["page.pdf"]
    monkeypatch.setattr(actions, "render_pdf", made)
    with zipfile.ZipFile(run(tmp_path, physio)) as archive:
        assert len(archive.namelist()) == 3
    assert len(renders) == 3


def test_every_print_is_recorded(several, physio, renders, tmp_path):
    run(tmp_path, physio)
    assert AccessEvent.objects.filter(kind="print", user=physio).count() == 3


def test_what_is_made_ahead_is_what_is_stored(several, physio, tmp_path, monkeypatch):
    page, wanted = one_page(tmp_path), {}

    @contextmanager
    def ahead(jobs):
        found = dict(jobs)
        wanted.update(found)
        made = {one: Future() for one in found}
        for future in made.values():
            future.set_result(RenderedPdf(page, 1, hashlib.sha256(page).hexdigest()))
        yield made

    monkeypatch.setattr(render_handouts, "rendering_ahead", ahead)
    monkeypatch.setattr(actions, "render_pdf", None)
    for _ in range(2):
        with zipfile.ZipFile(run(tmp_path, physio)) as archive:
            assert [archive.read(one) for one in archive.namelist()] == [page] * 3
        assert [one.snapshot for one in wanted] == [job[0] for job in wanted.values()]
        assert len(wanted) == 3
    assert [bytes(one.pdf) for one in Handout.objects.all()] == [page] * 3
