"""WeasyPrint with a memory: what it worked out for one handout it need not work out again for the next.

Steps, advice and headings hardly differ from patient to patient, and the style sheet not at all; yet half of a render was
finding the same line ends, the same glyphs and the same styles again. What is remembered is exactly what WeasyPrint would
find, so the bytes are the same with a memory and without. It hangs on our fonts; any other document is left alone.

The last two lines are all that is changed in WeasyPrint. `test_memory.py` says whether they still hold for a new release.
"""

from weasyprint import css
from weasyprint.layout import inline, preferred
from weasyprint.text.fonts import FontConfiguration

from programs.handouts.lines import remembering_lines
from programs.handouts.styles import RememberingStyleFor


class RememberingFonts(FontConfiguration):
    """Fonts with the lines and styles that were set in them. The memory is bounded: when it is full, all is forgotten."""

    def __init__(self):
        super().__init__()
        self.lines = {}
        self.styles = {}
        # {font: a layout that keeps it alive}; Pango frees a font that nothing uses.
        self.layouts = {}

    def forget(self):
        """Go back to knowing nothing."""
        self.lines.clear()
        self.styles.clear()


inline.split_first_line = preferred.split_first_line = remembering_lines(inline.split_first_line)
css.StyleFor = RememberingStyleFor
