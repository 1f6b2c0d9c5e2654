"""A joined file keeps what a screen reader needs: every element, in order, each tied to its place on its page."""

import copy
from io import BytesIO

import pytest
from pypdf import PdfReader

from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from programs.joining import Joined
from tests.programs.handouts.conftest import SAMPLE
from tests.programs.handouts.reading import walk


@pytest.fixture(scope="module")
def handouts():
    """Return two small handouts of different layout."""
    small = copy.deepcopy(SAMPLE)
    small["program"]["weeks"] = 2
    small["sections"] = small["sections"][:1]
    for item in small["sections"][0]["items"]:
        item["weeks"] = item["weeks"][:2]
    return [render_pdf(small, one).pdf for one in (Variant(), Variant("letter", "large", "mono"))]


@pytest.fixture(scope="module")
def joined(handouts):
    """Return the first, the second and the first again as one file."""
    whole, file = Joined(), BytesIO()
    for number in (0, 1, 0):
        whole.add(f"BK-{number}", handouts[number])
    whole.write(file)
    return PdfReader(file)


def elements(file):
    return list(walk(file.trailer["/Root"]["/StructTreeRoot"]))


def test_every_element_of_every_handout_is_there_in_order(joined, handouts):
    apart = [[one["/S"] for one in elements(PdfReader(BytesIO(pdf)))] for pdf in handouts]
    assert [one["/S"] for one in elements(joined)] == apart[0] + apart[1] + apart[0]


def test_pictures_keep_their_descriptions(joined, handouts):
    apart = [one for pdf in handouts for one in elements(PdfReader(BytesIO(pdf))) if one["/S"] == "/Figure"]
    figures = [one for one in elements(joined) if one["/S"] == "/Figure"]
    assert len(figures) > len(apart)
    assert all(one["/Alt"] for one in figures)


def test_every_piece_of_a_page_leads_to_its_element_on_that_page(joined):
    numbers = joined.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert sorted(parents) == list(range(len(joined.pages)))
    assert sorted(page["/StructParents"] for page in joined.pages) == sorted(parents)
    for page in joined.pages:
        told = [one.get_object() for one in parents[page["/StructParents"]].get_object()]
        assert told
        named = [one["/Pg"].indirect_reference for one in told if "/Pg" in one]
        assert set(named) == {page.indirect_reference}


def test_cells_name_the_headers_of_their_own_handout(joined):
    ids = [one["/ID"] for one in elements(joined) if "/ID" in one]
    named = {name for one in elements(joined) for name in one.get("/A", {}).get("/Headers", ())}
    assert len(ids) == len(set(ids))
    assert named
    assert named <= set(ids)


def test_it_says_that_it_is_tagged_and_in_which_language(joined):
    root = joined.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "en"
    assert [top.get_object()["/Lang"] for top in root["/StructTreeRoot"]["/K"]] == ["en"] * 3
    assert [one.title for one in joined.outline if not isinstance(one, list)] == ["BK-0", "BK-1", "BK-0"]


def test_the_pages_are_those_of_the_handouts(joined, handouts):
    apart = [[page.get_contents().get_data() for page in PdfReader(BytesIO(pdf)).pages] for pdf in handouts]
    assert [page.get_contents().get_data() for page in joined.pages] == apart[0] + apart[1] + apart[0]


def test_a_file_about_several_people_is_named_after_none(joined):
    told = joined.trailer["/Root"]["/Metadata"].get_object().get_data().decode() + str(joined.metadata)
    assert "Leg training plans" in told
    assert "Brandt" not in told
