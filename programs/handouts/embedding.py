"""The fonts as they lie in the PDF: whole, and under names that do not hang on the machine's libraries.

WeasyPrint lets HarfBuzz cut a font down to the letters used and names it after what Pango says of it. Both change with their
releases, and with them every handout's bytes. Ours are small subsets already (`static/fonts`), so they go in as they are,
without the tables that only whoever lays out a line needs. Fonts that are not ours, in other documents, are left alone.

The last line is all that is changed in WeasyPrint; `test_embedding.py` says whether it still holds for a new release.
"""

import hashlib
import io
from functools import lru_cache

from fontTools.ttLib import TTFont
from weasyprint.pdf import stream
from weasyprint.pdf.fonts import Font

from programs.handouts.fonts import STYLES, SUBSETS, families

# What places letters on a line, and what a screen or printer of other days needed. A PDF states glyphs and places itself.
FOR_LAYOUT = ("GDEF", "GPOS", "GSUB", "BASE", "STAT", "gasp", "prep", "DSIG")


class EmbeddedFont(Font):
    """A font in a PDF; one of ours is embedded whole and named after its file alone."""

    def __init__(self, pango_font, description, font_size):
        super().__init__(pango_font, description, font_size)
        self.is_ours = self.family in families()
        if self.is_ours:
            plain = self.name.partition(b"+")[2]
            # Six letters and a plus sign mark a font that is not the whole of its family, as ours are not.
            letters = hashlib.sha256(plain).digest()[:6]
            self.hash = "".join(chr(ord("A") + letter % 26) for letter in letters)
            self.name = b"/" + self.hash.encode() + b"+" + plain

    def subset(self, to_unicode, hinting):
        """Keep every letter of our own fonts, and drop what only a layout needs."""
        if self.is_ours:
            self.file_content = without_layout(self.file_content)
        else:
            super().subset(to_unicode, hinting)


@lru_cache(maxsize=len(SUBSETS) * len(STYLES))
def without_layout(content):
    """Return the bytes of a font file without its tables for layout. Worked out once for each of our files."""
    # The day and checksum in the file stay those of the file: fontTools would write those of the render.
    font, kept = TTFont(io.BytesIO(content), recalcTimestamp=False), io.BytesIO()
    for table in FOR_LAYOUT:
        if table in font:
            del font[table]
    font.save(kept)
    return kept.getvalue()


stream.Font = EmbeddedFont
