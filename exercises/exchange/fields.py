"""How one value of the library is written in a cell and read back: a field per column, a widget per kind of value."""

import re

from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from text.shortening import shortened

NUMBER = re.compile(r"[0-9]{1,9}")
YES, NO = "yes", "no"


class TextWidget(Widget):
    """Plain text; nothing is an empty text."""

    def clean(self, value, row=None, **kwargs):
        return value.strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class NumberWidget(TextWidget):
    """A whole number within its range, or nothing where nothing may be stated."""

    def __init__(self, lowest, highest, *, may_be_empty=False):
        super().__init__()
        self.lowest, self.highest, self.may_be_empty = lowest, highest, may_be_empty

    def clean(self, value, row=None, **kwargs):
        value = value.strip()
        if not value and self.may_be_empty:
            return None
        if not NUMBER.fullmatch(value) or not self.lowest <= int(value) <= self.highest:
            raise ValueError(
                _("must be a whole number from %(lowest)s to %(highest)s, not “%(value)s”.")
                % {"lowest": self.lowest, "highest": self.highest, "value": shortened(value)}
            )
        return int(value)


class YesNoWidget(TextWidget):
    """A statement that holds or does not."""

    def clean(self, value, row=None, **kwargs):
        answer = value.strip().casefold()
        if answer not in (YES, NO):
            raise ValueError(
                _("must be %(yes)s or %(no)s, not “%(value)s”.")
                % {"yes": YES, "no": NO, "value": shortened(value)}
            )
        return answer == YES

    def render(self, value, obj=None, **kwargs):
        return YES if value else NO


class CodeWidget(TextWidget):
    """One word of a closed list. `known` is the list, `kind` what its words stand for."""

    def __init__(self, kind, known):
        super().__init__()
        self.kind, self.known = kind, known

    def clean(self, value, row=None, **kwargs):
        return self.check(value.strip())

    def check(self, code):
        if code not in self.known:
            raise ValueError(_("unknown %(kind)s “%(code)s”.") % {"kind": self.kind, "code": shortened(code)})
        return code


class CodesWidget(CodeWidget):
    """Several words of a closed list, each once, with commas between them."""

    def clean(self, value, row=None, **kwargs):
        codes = [code.strip() for code in value.split(",")] if value.strip() else []
        if len(set(codes)) < len(codes):
            raise ValueError(_("names one code twice."))
        return [self.check(code) for code in codes]

    def render(self, value, obj=None, **kwargs):
        return ", ".join(value)


class LinesWidget(TextWidget):
    """A list of sentences, each on a line of its own within the cell."""

    def __init__(self, most=None):
        super().__init__()
        self.most = most

    def clean(self, value, row=None, **kwargs):
        lines = [line.strip() for line in value.split("\n") if line.strip()]
        if self.most and len(lines) > self.most:
            raise ValueError(
                _("has %(lines_count)s lines, more than %(most)s.")
                % {"lines_count": len(lines), "most": self.most}
            )
        return lines

    def render(self, value, obj=None, **kwargs):
        return "\n".join(value)


class Told(Field):
    """A column that is written for information and must come back as it was: an import does not change it."""

    def __init__(self, name, reason="", attribute=None):
        super().__init__(attribute or name, name, TextWidget(), readonly=True)
        self.reason = reason


def column(name, widget=None, attribute=None):
    """Return a field for one column; the attribute has the same name unless told otherwise."""
    return Field(attribute or name, name, widget or TextWidget())
