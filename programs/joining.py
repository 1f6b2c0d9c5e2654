"""Joins tagged PDFs into one that a screen reader still reads: the pages, and the structure tree that names their parts.

pypdf copies pages and leaves the tree behind. Ours comes from WeasyPrint and is plain: one document element, a parent
tree without branches, header cells that other cells name by an id, no links (whose numbers this does not carry over).
"""

from io import BytesIO

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

NUMBER = "/StructParents"
# The file is about several people: it names none of them. PDF/UA wants a title, shown instead of the file's name.
TITLE = _("Leg training plans")
METADATA = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<rdf:Description rdf:about="" pdfuaid:part="1"/><rdf:Description rdf:about=""><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{TITLE}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class Joined:
    """A PDF that grows by whole tagged PDFs."""

    def __init__(self):
        self.writer = PdfWriter()
        self.tops, self.numbers = ArrayObject(), ArrayObject()
        self.tree = self.writer._add_object(
            DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        )
        self.next_number = self.count = 0

    def add(self, title, pdf):
        """Append the pages of `pdf`, whose bookmarks come below `title`, and its tags."""
        reader = PdfReader(BytesIO(pdf))
        root = reader.trailer["/Root"]
        first = len(self.writer.pages)
        self.writer.append(reader, outline_item=title)
        self.count += 1
        if self.count == 1 and "/Lang" in root:
            self.writer._root_object[NameObject("/Lang")] = TextStringObject(root["/Lang"])
        if "/StructTreeRoot" in root:
            for before, after in zip(reader.pages, self.writer.pages[first:], strict=True):
                self._renumber(before, after)
            self._add_tags(root["/StructTreeRoot"], language=root.get("/Lang"))

    def _renumber(self, before, after):
        """Give a copied page its number in the joined parent tree; copying took the old one away."""
        if NUMBER in before:
            after[NameObject(NUMBER)] = NumberObject(before[NUMBER] + self.next_number)

    def _add_tags(self, tree, *, language):
        highest = 0
        old = tree["/ParentTree"]["/Nums"]
        for number, parents in zip(old[::2], old[1::2], strict=True):
            highest = max(highest, int(number))
            self.numbers.append(NumberObject(number + self.next_number))
            self.numbers.append(parents.clone(self.writer))
        for top in tree["/K"]:
            copied = top.clone(self.writer)
            element = copied.get_object()
            element[NameObject("/P")] = self.tree
            if language:
                element[NameObject("/Lang")] = TextStringObject(language)
            _make_ids_unique(element, f"{self.count}-")
            self.tops.append(copied)
        self.next_number += highest + 1

    def write(self, file):
        """Write the whole; its structure tree says which element each piece of each page belongs to."""
        tree, root = self.tree.get_object(), self.writer._root_object
        tree[NameObject("/K")] = self.tops
        tree[NameObject("/ParentTree")] = self.writer._add_object(
            DictionaryObject({NameObject("/Nums"): self.numbers})
        )
        tree[NameObject("/ParentTreeNextKey")] = NumberObject(self.next_number)
        root[NameObject("/StructTreeRoot")] = self.tree
        self.writer.metadata = {"/Title": TITLE}
        self.writer.xmp_metadata = METADATA.encode()
        root[NameObject("/ViewerPreferences")] = DictionaryObject(
            {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        )
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        self.writer.write(file)


def _make_ids_unique(element, prefix):
    """Put `prefix` before the id of each element below and before the ids by which cells name their headers."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if "/ID" in one:
            one[NameObject("/ID")] = TextStringObject(prefix + str(one["/ID"]))
        headers = one.get("/A", {}).get("/Headers", ())
        if headers:
            one["/A"][NameObject("/Headers")] = ArrayObject(
                TextStringObject(prefix + str(name)) for name in headers
            )
        kids = one.get("/K", ())
        kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        waiting += [kid for kid in kids if isinstance(kid, dict) and kid.get("/Type") == "/StructElem"]
