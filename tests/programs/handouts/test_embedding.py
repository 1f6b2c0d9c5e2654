"""Our fonts lie in the PDF whole, under names and with bytes that hang on nothing but their files."""

import io
import re

import pypdf
import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from weasyprint import HTML

from programs.handouts import fonts
from programs.handouts.embedding import FOR_LAYOUT, without_layout
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant

FILES = [finders.find(path) for path in fonts.files()]


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def embedded(pdf):
    """Return {name: bytes of the font file} of every font in a PDF."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            found[described["/FontName"]] = described["/FontFile2"].get_data()
    return found


def test_every_font_of_a_handout_is_one_of_our_files_whole(small):
    small["case"]["goal"] = "Żółć, Ωμέγα, Шевченко, Trần, محمد"
    whole = {without_layout(contents(path)) for path in FILES}
    found = embedded(render_pdf(small, Variant(extent="exercises")).pdf)
    assert {name.partition("Sans-")[2].removesuffix("-Bold") for name in found} >= set(fonts.SUBSETS)
    assert set(found.values()) <= whole


def test_a_name_hangs_on_the_family_and_weight_alone(small):
    found = embedded(render_pdf(small, Variant(extent="exercises")).pdf)
    assert {"/JVZWBP+Noto-Sans-Latin", "/CKYFLA+Noto-Sans-Latin-Bold"} <= set(found)


@pytest.mark.parametrize("path", FILES)
def test_dropping_the_layout_changes_no_letter(path):
    before, after = TTFont(path), TTFont(io.BytesIO(without_layout(contents(path))))
    assert set(before.keys()) - set(after.keys()) <= set(FOR_LAYOUT)
    assert after.getGlyphOrder() == before.getGlyphOrder()
    assert after["glyf"].compile(after) == before["glyf"].compile(before)
    assert after["hmtx"].metrics == before["hmtx"].metrics
    assert after["head"].modified == before["head"].modified


def test_a_font_that_is_not_ours_is_cut_down_as_ever():
    other = f"@font-face {{ font-family: Other; src: url(file://{FILES[0]}) }} body {{ font-family: Other }}"
    pdf = HTML(string=f"<style>{other}</style>a", base_url="/").write_pdf()
    ((name, content),) = embedded(pdf).items()
    assert re.fullmatch(r"/[A-Z]{6}\+Other", name.partition(" ")[0].partition("#")[0])
    assert len(content) < len(without_layout(contents(FILES[0]))) / 3
