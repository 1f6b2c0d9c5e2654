"""Other engines on the words of the handout, for orientation: Chromium started cold and kept warm, and ReportLab."""

import subprocess
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu"]
FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
TEXTS = {"h1": 22, "h2": 17, "h3": 15, "p": 12.5, "li": 12.5, "figcaption": 12.5}


@contextmanager
def page_file(markup, style):
    """Write the page with its style into a folder of its own, for engines that open files."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        style = style.replace("../fonts/", f"{FONTS.as_uri()}/")
        page.write_text(markup.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
        yield page


def chromium_cold(page):
    """Return the wall seconds in which Chromium starts and prints the page."""
    target = page.with_suffix(".pdf")
    start = time.perf_counter()
    subprocess.run(  # noqa: S603
        [CHROMIUM, "--headless", *SWITCHES, f"--print-to-pdf={target}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return time.perf_counter() - start


def chromium_warm(page, rounds):
    """Return the wall seconds of each of `rounds` prints, with tags and bookmarks, by a browser that is running."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        tab = browser.new_page()
        took = []
        for _ in range(rounds + 1):
            start = time.perf_counter()
            tab.goto(page.as_uri())
            tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            took.append(time.perf_counter() - start)
        browser.close()
    return took[1:]


def reportlab_seconds(markup):
    """Return the wall seconds of ReportLab for the same words in the same tables: no pictures, no tags, no look."""
    start = time.perf_counter()
    reportlab_pdf(markup)
    return time.perf_counter() - start


def reportlab_pdf(markup):
    """Return the words of the page as a plain PDF."""
    from reportlab.platypus import SimpleDocTemplate

    target = BytesIO()
    body = ElementTree.fromstring(markup).find("body")  # noqa: S314 — our own template
    SimpleDocTemplate(target, topMargin=24, bottomMargin=38, leftMargin=37, rightMargin=37).build(
        list(_flowables(body))
    )
    return target.getvalue()


def _flowables(element):
    from reportlab.platypus import Paragraph, Table

    for child in element:
        if child.tag == "table":
            rows = [[Paragraph(_words(cell), _look(12.5)) for cell in row] for row in child.iter("tr")]
            wide = max(map(len, rows))
            yield Table(
                [row + [""] * (wide - len(row)) for row in rows],
                style=[("GRID", (0, 0), (-1, -1), 0.7, "grey")],
            )
        elif child.tag in TEXTS:
            yield Paragraph(_words(child), _look(TEXTS[child.tag]))
        else:
            yield from _flowables(child)


def _words(element):
    return escape(" ".join("".join(element.itertext()).split()))


@cache
def _look(size):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Noto" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Noto", str(FONTS / "NotoSans-Latin-Regular.ttf")))
    return ParagraphStyle(f"text {size}", fontName="Noto", fontSize=size, leading=1.3 * size)
