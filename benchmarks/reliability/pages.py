"""The forms on a page."""

from collections import defaultdict
from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Collects the forms of a page: [(method, action, {field: values that fit})]."""

    def __init__(self):
        super().__init__()
        self.forms, self.inside, self.select = [], False, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append(
                (given.get("method", "get").lower(), given.get("action") or "", defaultdict(list))
            )
            self.inside = True
        elif self.inside and tag in ("input", "textarea", "select", "button") and given.get("name"):
            fields = self.forms[-1][2]
            fields[given["name"]].extend([given["value"]] if given.get("value") else [])
            self.select = given["name"] if tag == "select" else None
        elif self.inside and tag == "option" and self.select and given.get("value"):
            self.forms[-1][2][self.select].append(given["value"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def forms_of(page):
    """Return [(method, action, {field: values that fit})] of an answer."""
    parser = _Forms()
    parser.feed(page.content.decode())
    return parser.forms
