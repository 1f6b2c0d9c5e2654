"""The pages look as they did: compared with pictures kept beside the tests. Renew them by `make references`."""

import pytest
from PIL import Image, ImageFilter
from weasyprint import CSS

from programs.handouts import document, render
from programs.handouts.fetcher import BASE_URL, STYLE, ClosedFetcher
from tests.programs.handouts import references

# The quickest to render shows that the comparison sees and what it overlooks.
QUICK = "a4-fridge"
MOST_BYTES = 2_000_000
RENEW = "If this was meant, run `make references` and look at what changed; the pages as they are now: {}"


@pytest.mark.parametrize("name", references.CASES)
def test_the_pages_look_as_they_did(name, tmp_path):
    pages = references.pictures(name)
    kept = references.kept(name, pages[0].size)
    references.joined(pages).save(tmp_path / f"{name}.png")
    hint = RENEW.format(tmp_path / f"{name}.png")
    assert len(pages) == len(kept), hint
    differences = [references.difference(page, before) for page, before in zip(pages, kept, strict=True)]
    changed = {number: part for number, part in enumerate(differences, 1) if part > references.ALLOWED}
    assert changed == {}, hint


@pytest.mark.parametrize(
    "change",
    [
        ".handout .stop { margin-bottom: 2mm }",
        ".handout .lamp.amber { background: #fff }",
        ".handout .what b { font-weight: 400 }",
        ".handout .doses img { display: none }",
        ".handout.fridge.fit-4 { font-size: 9.8pt }",
    ],
)
def test_a_changed_style_sheet_is_noticed(change, monkeypatch):
    sheet, fonts = document.style()
    address = f"{BASE_URL}/static/{STYLE}"
    source = ClosedFetcher().fetch(address).read().decode()
    changed = CSS(string=source + change, base_url=address, url_fetcher=ClosedFetcher(), font_config=fonts)
    monkeypatch.setattr(render, "style", lambda: (changed, fonts))
    page = references.pictures(QUICK)[0]
    assert references.difference(page, references.kept(QUICK, page.size)[0]) > references.ALLOWED


def test_softer_edges_and_a_hair_of_a_shift_are_overlooked():
    size = (413, 585)
    page = references.kept(QUICK, size)[0]
    softer = page.filter(ImageFilter.GaussianBlur(0.5))
    hair = page.transform(size, Image.Transform.AFFINE, (1, 0, 0.2, 0, 1, 0.2), Image.Resampling.BILINEAR)
    assert references.difference(page, softer) <= references.ALLOWED
    assert references.difference(page, hair) <= references.ALLOWED


def test_a_shift_of_one_millimetre_is_noticed():
    page = references.kept(QUICK, (413, 585))[0]
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (0, 2))
    assert references.difference(page, moved) > 10 * references.ALLOWED


def test_the_pictures_are_small_and_each_belongs_to_a_case():
    found = list(references.FOLDER.iterdir())
    assert {path.stem for path in found} == set(references.CASES)
    assert sum(path.stat().st_size for path in found) < MOST_BYTES
