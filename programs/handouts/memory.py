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

# One handout has 1,500 lines and 600 styles. Another paper, print size or language has others, and a clinic uses them in turn:
# the eight of one language hold 5,000 of each.
MOST_LINES, MOST_STYLES = 10_000, 10_000


class Recent:
    """Keeps what was asked for lately, at most twice `most` things; so a patient's own words do not stay for long."""

    def __init__(self, most):
        self.most = most
        self._now, self._before = {}, {}

    def __len__(self):
        return len(self._now.keys() | self._before.keys())

    def get(self, key):
        """Return what was kept under `key`, or None."""
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key, value):
        """Keep `value`; from time to time forget what nobody has asked for since the last time."""
        if len(self._now) >= self.most:
            self._now, self._before = {}, self._now
        self._now[key] = value


class RememberingFonts(FontConfiguration):
    """Fonts with the lines and styles that were set in them."""

    def __init__(self):
        super().__init__()
        self.forget()
        # {font: a layout that keeps it alive}; Pango frees a font that nothing uses.
        self.layouts = {}

    def forget(self):
        """Start with an empty memory."""
        self.lines, self.styles = Recent(MOST_LINES), Recent(MOST_STYLES)


inline.split_first_line = preferred.split_first_line = remembering_lines(inline.split_first_line)
css.StyleFor = RememberingStyleFor
