"""How representative handouts look: rendered into small grey pictures, and compared with those kept beside the tests.

`make references` renews the pictures after a change of looks that was meant. Look at them before you keep them.
"""

import copy
import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant

FOLDER = Path(__file__).with_name("references")
HERE = Path(__file__).parent
ENGLISH, THREE = "sample_snapshot.json", "three_languages.json"
CASES = {
    "a4": (THREE, Variant()),
    "a4-exercises": (ENGLISH, Variant(extent="exercises")),
    "letter-mono-exercises": (ENGLISH, Variant("letter", palette="mono", extent="exercises")),
    "a4-large-exercises": (THREE, Variant(size="large", extent="exercises")),
    "a4-fridge": (ENGLISH, Variant(extent="fridge")),
    "letter-large-fridge": (ENGLISH, Variant("letter", "large", extent="fridge")),
    "a4-exercises-de": (THREE, Variant(language="de", extent="exercises")),
    "a4-exercises-ar": (THREE, Variant(language="ar", extent="exercises")),
    "a4-large-fridge-ar": (THREE, Variant(size="large", language="ar", extent="fridge")),
}
# The sha256 of the PDF of some cases, as made on the machine that made the pictures.
DIGESTS = HERE / "reference_digests.json"
DIGESTED = ("a4-fridge", "a4-large-exercises", "a4-exercises-de", "a4-exercises-ar")
DPI, ACROSS, GREYS = 50, 6, 16
# Letters drawn by another machine differ at their edges: blurred, by less than a fifth of the way from black to white.
BLUR, SEEN = 1, 50
# The part of a page that may look different. A line of text that moves by a millimetre is several times as much.
ALLOWED = 0.001


def rendered(name):
    """Return one case as a rendered PDF."""
    source, variant = CASES[name]
    snapshot = json.loads((HERE / source).read_text(encoding="utf-8"))
    return render_pdf(copy.deepcopy(snapshot), variant)


def pictures(name):
    """Return the pages of one case as grey pictures."""
    return pages_of(rendered(name).pdf)


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]


def joined(pages):
    """Return all pages in one picture."""
    width, height = pages[0].size
    columns = min(ACROSS, len(pages))
    picture = Image.new("L", (columns * width, -(-len(pages) // columns) * height), 255)
    for index, page in enumerate(pages):
        picture.paste(page, (index % columns * width, index // columns * height))
    return picture


def kept(name, size):
    """Return the kept pages of one case, each of `size`; blank ones at the end of the sheet are none."""
    with Image.open(FOLDER / f"{name}.png") as opened:
        picture = opened.convert("L")
    width, height = size
    boxes = [
        (x, y, x + width, y + height)
        for y in range(0, picture.height - height + 1, height)
        for x in range(0, picture.width - width + 1, width)
    ]
    pages = [picture.crop(box) for box in boxes]
    return [page for page in pages if page.getextrema()[0] < 255]


def keep(name, pages):
    """Store the pages of one case in a few greys, which is enough to compare and a third of the size."""
    few = joined(pages).quantize(GREYS)
    few.save(FOLDER / f"{name}.png", optimize=True)


def difference(one, other):
    """Return which part of two pages looks different, from 0 to 1."""
    if one.size != other.size:
        return 1.0
    blurred = (page.filter(ImageFilter.BoxBlur(BLUR)) for page in (one, other))
    seen = ImageChops.difference(*blurred).histogram()[SEEN:]
    return sum(seen) / (one.width * one.height)
