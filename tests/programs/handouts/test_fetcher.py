"""The fetcher gives out the handout's own files and nothing else in the world."""

import pytest
from weasyprint import CSS
from weasyprint.urls import FatalURLFetchingError

from programs.handouts.document import PrintedPage
from programs.handouts.fetcher import BASE_URL, ClosedFetcher

OUTSIDE = [
    "http://example.com/picture.png",
    "https://example.com/css/handout.css",
    "file:///etc/passwd",
    "ftp://example.com/a",
    "data:image/png;base64,AAAA",
    "figure:unknown",
    f"{BASE_URL}/static/css/app.css",
    f"{BASE_URL}/static/../config/settings.py",
    f"{BASE_URL}/static/css/../css/handout.css",
    f"{BASE_URL}/static/css/handout.css?a=1",
    f"{BASE_URL}/static/fonts/missing.ttf",
    f"{BASE_URL}.example.com/static/css/handout.css",
    "css/handout.css",
    "",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_everything_else_is_refused_for_good(address):
    with pytest.raises(FatalURLFetchingError):
        ClosedFetcher().fetch(address)


def test_our_own_files_are_served():
    style = ClosedFetcher().fetch(f"{BASE_URL}/static/css/handout.css")
    assert style.content_type == "text/css"
    assert b"@page" in style.read()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://example.com/a.png" alt="a"/>',
        '<img src="file:///etc/passwd" alt="a"/>',
        '<p style="background: url(http://example.com/a.png)">a</p>',
        '<a rel="attachment" href="file:///etc/passwd">a</a>',
    ],
)
def test_no_markup_opens_the_door(markup):
    page = PrintedPage(
        f'<html lang="en"><head><title>a</title></head><body>{markup}</body></html>', ClosedFetcher()
    )
    with pytest.raises(FatalURLFetchingError):
        page.write_pdf(pdf_variant="pdf/ua-1")


def test_no_style_sheet_opens_the_door():
    with pytest.raises(FatalURLFetchingError):
        CSS(string="@import url(http://example.com/a.css);", base_url=BASE_URL, url_fetcher=ClosedFetcher())
