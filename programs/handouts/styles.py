"""Remembers the computed styles of elements.

WeasyPrint shares a style between equal elements of one document. Our sheets are parsed once, so the next document has the
same ones: what an element inherits and which declarations it is given decide all of a style.
"""

from xml.etree.ElementTree import Element

from weasyprint import css


class RememberingStyleFor(css.StyleFor):
    """WeasyPrint's table of styles, filled from the memory of the fonts where they have one."""

    def set_computed_styles(self, element, parent, root=None, pseudo_type=None, **others):
        """Set the style of an element. The styles of pages are WeasyPrint's own affair: it changes them afterwards."""
        remembered = getattr(self.font_config, "styles", None)
        if remembered is None or not isinstance(element, Element):
            super().set_computed_styles(element, parent, root, pseudo_type, **others)
            return
        computed = self.get_computed_styles()
        key = self._key(element, pseudo_type, computed.get((parent, None)))
        known = remembered.get(key)
        if known is None:
            super().set_computed_styles(element, parent, root, pseudo_type, **others)
            remembered.keep(key, computed[element, pseudo_type])
        else:
            computed[element, pseudo_type] = known

    def _key(self, element, pseudo_type, inherited):
        """Name a style. The objects named by their ids are held by the remembered style, so no other can get the id."""
        declared = self.get_cascaded_styles().get((element, pseudo_type), {})
        return (
            id(inherited),
            pseudo_type,
            # A language stands in the markup, which is parsed anew each time; all else stands in the sheets.
            tuple(
                (name, value if name == "lang" else id(value), weight)
                for name, (value, weight) in declared.items()
            ),
        )
