"""A pose that is not stored yet, drawn into the page itself."""

import base64
from dataclasses import dataclass

from exercises.figures.render import frames
from exercises.presenters import captions


@dataclass(frozen=True)
class Drawing:
    """One position as an image address, which may hold the drawing itself, and what stands under it."""

    address: str
    caption: str


def drawn(pose):
    """Return the positions of a well-formed pose. What cannot be drawn raises what the drawing raised."""
    return [
        Drawing(f"data:image/svg+xml;base64,{base64.b64encode(one.svg.encode()).decode()}", caption)
        for one, caption in zip(frames(pose), captions(pose), strict=True)
    ]
