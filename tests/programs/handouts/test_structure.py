"""The PDF is accessible, reproducible and holds nothing but our own fonts."""

import re

import pytest

from programs.handouts import figures, fonts, paint
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant

# Training days in the sample: 8 weeks of 3; on one day of the 3 an exercise has no box.
DAYS, KINDS_OF_DAYS = 24, 2


def test_it_declares_pdf_ua(printed):
    assert b"pdfuaid" in printed.catalog["/Metadata"].get_object().get_data()
    assert printed.catalog["/MarkInfo"]["/Marked"]


def test_it_says_its_language_and_title(printed):
    assert printed.catalog["/Lang"] == "en"
    assert (
        printed.file.metadata.title
        == "Leg training plan for Łucja Brandt-Müller, program BK-00012, version 2"
    )
    assert printed.catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_figure_is_described(printed, snapshot):
    described = [element.get("/Alt", "") for element in printed.tagged("/Figure")]
    forms = [
        form for part in snapshot["sections"] for item in part["items"] for form in (item, *item["variants"])
    ]
    assert len(described) == 2 * len(forms) + 1 + DAYS
    assert all(described)
    assert "Bridge. Finish: hips lifted, straight line from knees to shoulders." in described


def test_every_figure_is_drawn_once(printed):
    drawn = printed.drawn_figures()
    assert len(drawn) == len(printed.tagged("/Figure"))
    # The boxes to tick are the same in each week: one drawing for each kind of day, used again and again.
    assert len(set(drawn)) == len(drawn) - DAYS + KINDS_OF_DAYS


def test_every_header_cell_has_its_scope(printed):
    scopes = [element["/A"]["/Scope"] for element in printed.tagged("/TH")]
    assert set(scopes) == {"/Row", "/Column"}


def test_headings_descend_one_step_at_a_time(printed):
    levels = [int(element["/S"][2]) for element in printed.elements if element["/S"] in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) == 1


def test_no_reader_is_told_the_foot_of_each_page(printed):
    """The foot is seen on every page and read on none; all else that is marked is in the structure tree."""
    told = {(page, number) for element in printed.elements for page, number in _marks(element)}
    parents = printed.catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"][1::2]
    for page, listed in zip(printed.file.pages, parents, strict=True):
        content = page.get_contents().get_data().decode("latin-1")
        marks = [int(number) for number in re.findall(r"/MCID (\d+)", content)]
        assert [mark for mark in marks if (page.indirect_reference.idnum, mark) not in told] == []
        assert sorted(marks) == list(range(len(listed)))
        feet = re.findall(r"/Artifact\s+<<[^>]*/Type /Pagination[^>]*/Subtype /Footer[^>]*>>\s+BDC", content)
        assert feet


def _marks(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(found, int):
            yield element.raw_get("/Pg").idnum, int(found)
        elif found.get("/Type") == "/MCR":
            yield found.raw_get("/Pg").idnum, int(found["/MCID"])


def test_bookmarks_name_the_parts(printed):
    titles = [entry.title for entry in printed.headings]
    assert titles[:4] == [
        "Your leg training plan",
        "Stop and get help",
        "Your pain light",
        "Do these in this order",
    ]
    assert "5 Bridge" in titles


@pytest.mark.parametrize("which", ["printed", "printed_large"])
def test_only_our_fonts_are_embedded(which, request):
    names = request.getfixturevalue(which).font_names
    allowed = tuple(family.replace(" ", "-") for family in fonts.families())
    assert names
    assert [name for name in names if not name.startswith(allowed)] == []


@pytest.mark.parametrize("which", ["printed", "printed_large"])
def test_every_page_says_where_it_belongs(which, request):
    pages = request.getfixturevalue(which).pages
    foot = "Łucja Brandt-Müller, P-00017. Program BK-00012, version 2. Call 01632 960 123."
    assert [number for number, page in enumerate(pages, 1) if foot not in page] == []
    assert [n for n, page in enumerate(pages, 1) if f"Page {n} of {len(pages)}" not in page] == []
    assert all("Invented person, demo" in page for page in pages)


def test_the_paper_is_the_one_asked_for(printed, printed_large):
    assert [round(float(side)) for side in printed.file.pages[0].mediabox[2:]] == [595, 842]
    assert [round(float(side)) for side in printed_large.file.pages[0].mediabox[2:]] == [612, 792]


def test_the_same_input_gives_the_same_bytes(printed, snapshot):
    figures._drawn.cache_clear()
    paint.operators.cache_clear()
    again = render_pdf(snapshot, Variant())
    assert (again.pdf, again.sha256, again.pages) == (
        printed.rendered.pdf,
        printed.rendered.sha256,
        len(printed.file.pages),
    )
