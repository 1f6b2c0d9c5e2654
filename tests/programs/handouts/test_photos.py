"""Photographs on the handout: the issued ones or none, in grey where the handout is, described, and the same bytes each time."""

import io
from hashlib import sha256

import pypdfium2
import pytest
from PIL import Image

from programs.handouts import worker
from programs.handouts.checks import checks
from programs.handouts.errors import HandoutError, RenderFailed
from programs.handouts.photos import LONGEST_SIDE, frozen_names
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body, render_pdf
from programs.handouts.variant import Variant
from tests.exercises.photographs import picture
from tests.programs.handouts.reading import Printed

START, FINISH = picture(size=(1600, 1200), colour=(200, 40, 40)), picture(size=(900, 1200))
FILES = {sha256(content).hexdigest(): content for content in (START, FINISH)}


def photographed(form):
    start, finish = FILES
    form["pose"] = {}
    form["photos"] = {
        "start": {"sha256": start, "alt": "She sits tall."},
        "finish": {"sha256": finish, "alt": "She stands."},
    }
    return form


@pytest.fixture
def shown(small):
    """Return a snapshot whose second exercise has photographs and no drawing."""
    photographed(small["sections"][0]["items"][1])
    return small | {"schema": 3, "translations": {}, "untranslated": {}}


def images(rendered):
    """Return (width, height, is grey) of every photograph in a PDF."""
    found = {}
    for page in Printed(rendered).file.pages:
        for name, thing in page["/Resources"]["/XObject"].items():
            one = thing.get_object()
            if one["/Subtype"] == "/Image":
                found[name] = (one["/Width"], one["/Height"], one["/ColorSpace"] == "/DeviceGray")
    return sorted(found.values())


def test_photographs_are_printed_no_larger_than_paper_needs(shown):
    made = render_pdf(shown, Variant(), FILES)
    assert images(made) == [(525, 700, False), (700, 525, False)]
    assert LONGEST_SIDE == 700


def test_a_handout_in_black_and_white_has_grey_photographs(shown):
    made = render_pdf(shown, Variant(palette="mono"), FILES)
    assert {is_grey for _, _, is_grey in images(made)} == {True}
    page = pypdfium2.PdfDocument(made.pdf)
    for number in range(len(page)):
        red, green, blue = page[number].render(scale=1).to_pil().convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_each_is_a_figure_with_its_description(shown):
    printed = Printed(render_pdf(shown, Variant(), FILES))
    alts = [str(one["/Alt"]) for one in printed.tagged("/Figure") if "She " in one["/Alt"]]
    assert alts == [
        "Cat-camel on hands and knees. Start: She sits tall.",
        "Cat-camel on hands and knees. Finish: She stands.",
    ]


def test_in_another_language_the_text_describes_them(shown):
    item = shown["sections"][0]["items"][1]
    item["text"] |= {"alt": "Start: Sie kniet. Ende: Der Rücken ist rund."}
    handout = Handout.from_snapshot(_german(shown), Variant(language="de"), FILES)
    alts = [one.alt for one in handout.cards[1].pictures]
    assert not any("She" in alt for alt in alts)
    assert "Sie kniet." in alts[0]


def test_in_another_language_they_are_described_in_it_where_that_is_frozen(shown):
    german = _german(shown)
    slug = shown["sections"][0]["items"][1]["slug"]
    german["translations"]["de"]["photos"] = {slug: {"start": "Sie sitzt.", "finish": "Sie steht."}}
    handout = Handout.from_snapshot(german | {"schema": 4}, Variant(language="de"), FILES)
    said = [one.alt for one in handout.cards[1].pictures]
    assert [one.rpartition(": ")[2] for one in said] == ["Sie sitzt.", "Sie steht."]
    english = Handout.from_snapshot(german, Variant(), FILES).cards[1].pictures
    assert [one.alt.rpartition(": ")[2] for one in english] == ["She sits tall.", "She stands."]


def _german(snapshot):
    texts = {}
    for item in snapshot["sections"][0]["items"]:
        for form in (item, *item["variants"]):
            texts[form["slug"]] = form["text"] | {"language": "de"}
    swapped = {item["replaces"]["slug"]: "x" for item in snapshot["sections"][0]["items"] if item["replaces"]}
    frozen = {"texts": texts, "equipment": [], "left_out": [], "replaced": swapped}
    return snapshot | {"translations": {"de": frozen}}


def test_the_same_photographs_give_the_same_bytes_here_and_in_the_child(shown):
    first = render_pdf(shown, Variant(palette="mono"), FILES)
    child = worker.KeptChild()
    try:
        assert child.render(shown, Variant(palette="mono"), 60, 1024, FILES) == first
    finally:
        child.stop()


@pytest.mark.parametrize("extent", ["full", "fridge"])
def test_a_photograph_fits_its_block(shown, extent):
    drawn, variant = shown | {}, Variant(extent=extent)
    pages = render_pdf(shown, variant, FILES).pages
    for item in drawn["sections"][0]["items"]:
        photographed(item)
    assert render_pdf(drawn, variant, FILES).pages <= pages + (extent == "full")


def test_the_page_on_screen_shows_them(shown):
    body = render_body(Handout.from_snapshot(shown, Variant(), FILES))
    assert body.count("data:image/jpeg;base64,") == 2
    assert 'alt="Cat-camel on hands and knees. Start: She sits tall."' in body


@pytest.mark.parametrize(
    "files",
    [
        {},
        dict.fromkeys(FILES, b""),
        {name: content[:-40] for name, content in FILES.items()},
        dict.fromkeys(FILES, picture(colour=(1, 2, 3))),
    ],
    ids=["missing", "empty", "cut short", "another"],
)
def test_what_is_not_the_issued_picture_means_no_handout(shown, files):
    with pytest.raises(
        RenderFailed, match="The picture of Exercise 2, “Cat-camel on hands and knees”, is not"
    ):
        render_pdf(shown, Variant(), files)
    with pytest.raises(HandoutError, match="Exercise 2"):
        Handout.from_snapshot(shown, Variant(), files)


def test_a_file_that_is_no_picture_means_no_handout(shown):
    broken = b"not a picture"
    shown["sections"][0]["items"][1]["photos"]["start"]["sha256"] = sha256(broken).hexdigest()
    with pytest.raises(RenderFailed, match="The picture of Exercise 2"):
        render_pdf(shown, Variant(), {**FILES, sha256(broken).hexdigest(): broken})


def test_a_letter_our_fonts_lack_in_a_description_names_the_exercise(shown):
    shown["sections"][0]["items"][1]["photos"]["start"]["alt"] = "She sits 楽."
    with pytest.raises(RenderFailed, match="Exercise 2, “Cat-camel on hands and knees”, uses “楽”"):
        render_pdf(shown, Variant(), FILES)


def test_they_count_as_the_picture(shown):
    lines = {line.label: line.value for line in checks(shown, Variant()).lines}
    assert lines["Pictures and texts"] == "complete"


def test_a_snapshot_names_the_files_it_shows(shown):
    assert frozen_names(shown) == set(FILES)


def test_a_snapshot_from_before_photographs_names_none(snapshot):
    assert frozen_names(snapshot) == set()


def test_a_printed_photograph_is_a_whole_picture(shown):
    handout = Handout.from_snapshot(shown, Variant(palette="mono"), FILES)
    with Image.open(io.BytesIO(handout.cards[1].pictures[0].jpeg)) as image:
        assert (image.mode, image.size) == ("L", (700, 525))
