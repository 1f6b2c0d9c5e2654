"""Two hundred names through register, screen, search, PDF, the downloaded record, CSV and XLSX."""

import io
import json
import unicodedata
import zipfile
from collections import Counter
from copy import deepcopy
from html import unescape

from django.core.cache import cache
from pypdf import PdfReader

from benchmarks.reliability.hostile import names
from benchmarks.reliability.installation import browser, issued_program, people, stay_signed_in
from clinic.access import clinic_scope
from clinic.models import Patient
from exercises.exchange.reading import read_file
from exercises.exchange.writing import as_csv_files, as_workbook
from programs.handouts import fonts
from programs.handouts.errors import RenderFailed
from programs.handouts.variant import Variant
from programs.handouts.worker import render_pdf

SMALL_WEEKS, TOGETHER = 1, 25


def run(report, *, quick):
    corpus = names()[: 40 if quick else None]
    _, physio = people()
    desk = browser(physio)
    snapshot = _small(issued_program().snapshot)
    became, lost, kept, printable = Counter(), [], [], []
    for number, name in enumerate(corpus):
        stay_signed_in(desk)
        # Nobody downloads two hundred records in an hour; that there is a limit is tried elsewhere.
        cache.clear()
        for part, fault in _through(desk, name, number, snapshot, kept, printable):
            became[part] += 1
            if fault:
                lost.append((part, ascii(name)[:60], fault))
    for kind, write in (("in a CSV file", as_csv_files), ("in a workbook", as_workbook)):
        lost += [(kind, ascii(name)[:60], "read back as another") for name in _changed_by(write, kept)]
        became[kind] += len(kept)
    for start in range(0, len(printable), TOGETHER):
        together = printable[start : start + TOGETHER]
        lost += [
            ("on paper", ascii(name)[:60], "not in the text")
            for name in _missing_on_paper(together, snapshot)
        ]
        became["on paper"] += len(together)
    report.note(", ".join(f"{part}: {count}" for part, count in became.items()))
    report.figure(f"names corpus of {len(corpus)}: lost or refused without a reason", len(lost), 0, not lost)
    for one in lost[:10]:
        report.note(str(one)[:200])


def _changed_by(write, names):
    """Return which names are not the same when the spreadsheet that the product writes is read by it again."""
    file = write([("names", ["name"], [[one] for one in names])])
    (sheet,) = read_file(file, "names")
    found = [row["name"] for _, row in sheet.rows]
    return [one for one, back in zip(names, found, strict=True) if one != back]


def _through(desk, name, number, snapshot, kept, printable):
    """Yield (where, fault) for every place one name comes to; a fault is empty when all is well."""
    typed = _typed(name, number)
    answer = desk.post("/patients/add/", typed)
    if answer.status_code != 302:
        page = unescape(answer.content.decode())
        has_reason = answer.status_code in (400, 422) and ("Family name:" in page or "character" in page)
        yield "refused with a reason", "" if has_reason else f"{answer.status_code} without a reason"
        return
    with clinic_scope(people()[0]):
        patient = Patient.objects.order_by("-pk").first()
    wanted = unicodedata.normalize("NFC", " ".join(typed["family_name"].split()))
    stored = patient.family_name
    kept.append(stored)
    yield "stored", "" if stored == wanted else f"stored as {ascii(stored)[:60]}"
    page = unescape(desk.get(f"/patients/{patient.pk}/").content.decode())
    yield "on screen", "" if stored in page else "not on the page"
    # Somebody whose family name is one letter is found like everybody else, by both names.
    found = desk.get("/caseload/", {"q": f"{stored} {patient.given_name}"}).content.decode()
    yield "found by search", "" if patient.reference in found else "not found"
    with zipfile.ZipFile(io.BytesIO(desk.post(f"/patients/{patient.pk}/export/").content)) as archive:
        record = json.loads(archive.read("record.json"))
    same = record["records"]["Patient"][0]["family_name"] == stored
    yield "in the downloaded record", "" if same else "another name"
    if fonts.missing(stored):
        yield "refused on paper by its letter", _refusal(patient, snapshot)
    else:
        printable.append(stored)


def _refusal(patient, snapshot):
    mine = deepcopy(snapshot)
    mine["patient"]["name"] = patient.full_name
    try:
        render_pdf(mine, Variant())
    except RenderFailed as refusal:
        return "" if "fonts lack" in str(refusal) else str(refusal)
    return "printed although its letters are missing"


def _missing_on_paper(together, snapshot):
    """Return which of some names a PDF does not hold. All stand in one note; what that breaks is tried by itself."""
    torn = _not_in_pdf(together, snapshot, note="\n".join(together))
    return [name for name in torn if len(together) == 1 or _not_in_pdf([name], snapshot, note="")]


def _not_in_pdf(wanted, snapshot, note):
    mine = deepcopy(snapshot)
    mine["patient"]["name"], mine["program"]["note"] = wanted[0], note
    pages = PdfReader(io.BytesIO(render_pdf(mine, Variant()).pdf)).pages
    text = _letters("".join(page.extract_text() for page in pages))
    return [name for name in wanted if _letters(name) not in text]


def _letters(text):
    """Return letters and digits only: a PDF breaks lines where it likes, and composes ligatures and accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if one.isalnum())


def _small(snapshot):
    """Return the snapshot with one exercise over one week: names are on trial here, not layout."""
    small = deepcopy(snapshot)
    small["program"]["weeks"] = SMALL_WEEKS
    small["sections"] = small["sections"][:1]
    small["sections"][0]["items"] = small["sections"][0]["items"][:1]
    for item in small["sections"][0]["items"]:
        item["weeks"] = item["weeks"][:SMALL_WEEKS]
    return small


def _typed(name, number):
    # A lone surrogate cannot be sent by a browser; what it would send is what Python puts in its place.
    return {
        "family_name": name.encode("utf-8", "replace").decode(), "given_name": f"N{number}q", "born_on_day": "2",
        "born_on_month": "Mar", "born_on_year": str(1930 + number % 80), "sex": "female", "reference": "",
        "phone": "", "email": "", "language": "en",
    }  # fmt: skip
