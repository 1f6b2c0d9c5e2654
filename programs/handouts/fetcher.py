"""The closed fetcher: the handout's own style sheet and fonts, and nothing else in the world."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from programs.handouts import fonts

BASE_URL = "http://handout.invalid"
STYLE = "css/handout.css"


class ClosedFetcher(URLFetcher):
    """Serve files by name from a fixed list. No network, no paths, no redirects, no data addresses.

    Refusal is fatal: any other error is swallowed by WeasyPrint, and the picture or font would silently vanish.
    """

    def __init__(self):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.served = {STYLE: "text/css", **dict.fromkeys(fonts.files(), "font/ttf")}

    def fetch(self, url, headers=None):
        """Return one of our files or stop the rendering."""
        name = self._name(url)
        mime = self.served.get(name)
        path = finders.find(name) if mime else None
        if path is None:
            raise FatalURLFetchingError(
                f"The handout asked for {url[:80]}, which is not one of its own files."
            )
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": mime})

    def _name(self, url):
        prefix = f"{BASE_URL}/{settings.STATIC_URL.strip('/')}/"
        address = urlsplit(url)
        if address.query or address.fragment or not url.startswith(prefix):
            return ""
        return url.removeprefix(prefix)
