"""Completes WeasyPrint's structure tree where PDF/UA asks for more."""


def add_scopes(document, _pdf):
    """Give every header cell its scope: WeasyPrint 70 links the headers but leaves /Scope out."""
    for page in document.pages:
        for box in page._page_box.descendants():
            element = getattr(box, "mark", None)
            if element is not None and element["S"] == "/TH":
                element.setdefault("A", {})["Scope"] = (
                    "/Row" if box.element.get("scope") == "row" else "/Column"
                )
