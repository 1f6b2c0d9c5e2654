"""Remembers how WeasyPrint broke a text into lines, and the glyphs of the lines that were drawn."""

from collections import namedtuple
from functools import lru_cache, wraps
from operator import itemgetter

from weasyprint.text.ffi import ffi, pango

# Everything in a style that WeasyPrint's text module reads, except decoration, which asks Pango for more.
PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "white_space",
    "word_break",
    "word_spacing",
)
values_of = itemgetter(*PROPERTIES)
# Equal values are kept once.
same = lru_cache(maxsize=4096)(lambda values: values)

# The fields of Pango's structures that WeasyPrint reads when it draws a line.
Line = namedtuple("Line", "runs")
Run = namedtuple("Run", "data next")
GlyphItem = namedtuple("GlyphItem", "item glyphs")
Item = namedtuple("Item", "offset length analysis")
Analysis = namedtuple("Analysis", "font level")
GlyphString = namedtuple("GlyphString", "num_glyphs glyphs log_clusters")
Glyph = namedtuple("Glyph", "glyph geometry")
Geometry = namedtuple("Geometry", "width x_offset y_offset")


class RememberedLine:
    """Stands for WeasyPrint's `Layout` of one line: when first drawn it asks Pango for the glyphs, then it knows them."""

    __slots__ = ("_line", "_unasked", "first_line_direction", "layout", "text")
    max_width = None

    def __init__(self, layout):
        self.text, self.first_line_direction = layout.text, layout.first_line_direction
        self._unasked, self._line = layout, None

    def reactivate(self, style):
        """Be ready to be drawn."""
        fonts = style.font_config
        if self._line is None:
            self._unasked.reactivate(style)
            layout = self._unasked.layout
            pango.pango_layout_set_single_paragraph_mode(layout, True)
            self._line = _copy(self._unasked.get_first_line()[0])
            for run in _runs(*self._line.runs):
                fonts.layouts.setdefault(run.data.item.analysis.font, layout)
            self._unasked.deactivate()
            self._unasked = None
        # WeasyPrint sets single-paragraph mode on it once more, which changes nothing.
        self.layout = next(iter(fonts.layouts.values()), None)

    def get_first_line(self):
        """Return the line as a copy of what Pango answers."""
        return self._line, None

    def deactivate(self):
        """Do nothing: no memory of Pango's is in use."""


# The blank of a line, and the wider one before a box to tick.
BLANKS = " \u2002"


def _is_torn(text, length, resume_index):
    """Return whether a text was broken after its first word although its last blank alone may be too much for the line.

    WeasyPrint 70 counts that blank and then takes the first break it finds: "40" stood alone above "kg, rest 90 seconds".
    """
    return resume_index is not None and text[-1] in BLANKS and b" " not in text.encode()[:length].strip()


def _runs(run):
    while run != ffi.NULL:
        yield run
        run = run.next


def _copy(line):
    """Return Pango's line as plain tuples."""
    copied = ffi.NULL
    first = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    for run in reversed(list(_runs(first))):
        item, string = run.data.item, run.data.glyphs
        number = string.num_glyphs
        glyphs = GlyphString(
            number,
            tuple(_glyph(info.glyph, *_geometry(info.geometry)) for info in string.glyphs[0:number]),
            tuple(string.log_clusters[0:number]),
        )
        analysis = Analysis(item.analysis.font, item.analysis.level)
        copied = Run(GlyphItem(Item(item.offset, item.length, analysis), glyphs), copied)
    return Line((copied,))


def _geometry(geometry):
    return geometry.width, geometry.x_offset, geometry.y_offset


@lru_cache(maxsize=4096)
def _glyph(glyph, width, x_offset, y_offset):
    return Glyph(glyph, Geometry(width, x_offset, y_offset))


def remembering_lines(split):
    """Return WeasyPrint's `split_first_line` with a memory."""

    @wraps(split)
    def split_first_line(
        text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False
    ):
        lines = getattr(style.font_config, "lines", None)
        if lines is None or style["text_decoration_line"] != "none":
            return split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        key = (text, max_width, justification_spacing, is_line_start, minimum, same(values_of(style)))
        line = lines.get(key)
        if line is None:
            layout, *measures = split(text, style, context, *key[1:5])
            if _is_torn(text, *measures[:2]):
                whole = split(text.rstrip(BLANKS), style, context, *key[1:5])
                if whole[2] is None:
                    layout, *measures = whole
            line = (RememberedLine(layout), *measures)
            lines.keep(key, line)
        return line

    return split_first_line
