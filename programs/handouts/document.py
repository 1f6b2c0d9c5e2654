"""The handout as a document for WeasyPrint: well-formed markup, our own small browser sheet, one shared style."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle

from programs.handouts import embedding  # noqa: F401 — from here on fonts are embedded whole
from programs.handouts.errors import RenderFailed
from programs.handouts.fetcher import BASE_URL, STYLE, ClosedFetcher
from programs.handouts.memory import RememberingFonts

PAGE_SHEET = Path(__file__).with_name("page.css")
MARKERS = '@counter-style disc { system: cyclic; symbols: "•"; suffix: " " } ' + (
    '@counter-style decimal { system: numeric; symbols: "0" "1" "2" "3" "4" "5" "6" "7" "8" "9" }'
)


class PrintedPage(HTML):
    """Markup parsed by expat. Our templates are well-formed, so the HTML5 parser's guesses are not needed."""

    def __init__(self, markup, fetcher):
        try:
            # Our own template; what people typed is escaped in it, so it can declare no entity.
            root = ElementTree.fromstring(markup)  # noqa: S314
        except ElementTree.ParseError as fault:
            raise RenderFailed(
                f"The handout's template is not well-formed ({fault}): tell the people who run Backstay."
            ) from fault
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms=False):
        return [page_sheet()[0]]

    def _ua_counter_style(self):
        return [page_sheet()[1].copy()]


@cache
def page_sheet():
    """Return the small browser sheet and the list markers, parsed once per process."""
    counters = CounterStyle()
    CSS(string=MARKERS, counter_style=counters, url_fetcher=ClosedFetcher())
    return CSS(string=PAGE_SHEET.read_text(encoding="utf-8"), url_fetcher=ClosedFetcher()), counters


@cache
def style():
    """Return the parsed handout style and its fonts, shared by every render of this process."""
    fonts = RememberingFonts()
    fetcher = ClosedFetcher()
    address = f"{BASE_URL}/static/{STYLE}"
    sheet = CSS(
        string=fetcher.fetch(address).read().decode(),
        base_url=address,
        url_fetcher=fetcher,
        font_config=fonts,
    )
    return sheet, fonts
