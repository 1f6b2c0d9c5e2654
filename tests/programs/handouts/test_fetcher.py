"""The fetcher gives out the handout's own files and nothing else in the world."""

import contextlib
import socket

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


# The ways by which a document can ask for something elsewhere. {file} and {net} stand for what must not be reached.
VECTORS = {
    "picture": '<img src="{net}" alt="a"/>',
    "picture from a file": '<img src="{file}" alt="a"/>',
    "several pictures": '<img srcset="{net} 2x" src="{net}" alt="a"/>',
    "style sheet": '<link rel="stylesheet" href="{net}"/>',
    "import": "<style>@import url({net});</style>",
    "background": '<p style="background: url({net})">a</p>',
    "page background": "<style>@page {{ background: url({net}) }}</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({net}) }} p {{ font-family: x }}</style><p>a</p>",
    "border picture": '<p style="border: 1px solid; border-image: url({net}) 1">a</p>',
    "attachment": '<link rel="attachment" href="{net}"/>',
    "attached file": '<link rel="attachment" href="{file}"/>',
    "attached by a link": '<a rel="attachment" href="{file}">a</a>',
    "object": '<object data="{net}"></object>',
    "embedded": '<embed src="{net}"/>',
    "frame": '<iframe src="{net}"></iframe>',
    "drawing in a drawing": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{net}" width="9" height="9"/></svg>',
    "drawing used": '<svg xmlns="http://www.w3.org/2000/svg"><use href="{net}#a"/></svg>',
    "content": "<style>p::before {{ content: url({net}) }}</style><p>a</p>",
    "list marker": '<ul><li style="list-style-image: url({net})">a</li></ul>',
    "base and relative": '<base href="{net}"/><img src="a.png" alt="a"/>',
    "icon": '<link rel="icon" href="{net}"/>',
}


@pytest.mark.parametrize("vector", VECTORS)
def test_no_document_reaches_the_network_or_a_file(vector, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"canary " * 200)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        net = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        markup = VECTORS[vector].format(net=net, file=secret.as_uri())
        page = PrintedPage(
            f'<html lang="en"><head><title>a</title></head><body>{markup}</body></html>', ClosedFetcher()
        )
        pdf = b""
        with contextlib.suppress(FatalURLFetchingError):
            pdf = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert b"canary" not in pdf
    assert b"EmbeddedFile" not in pdf


def test_no_style_sheet_opens_the_door():
    with pytest.raises(FatalURLFetchingError):
        CSS(string="@import url(http://example.com/a.css);", base_url=BASE_URL, url_fetcher=ClosedFetcher())
