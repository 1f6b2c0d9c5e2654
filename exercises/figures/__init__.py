"""Exercise figures: a compact pose spec in, one plain SVG per frame out (no Django, no text, no CSS, no scripts)."""
