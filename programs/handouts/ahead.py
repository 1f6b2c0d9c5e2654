"""Renders for a batch: as many children as the machine has processors, each making the next handout that is wanted."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue

from django.conf import settings

from programs.handouts.worker import KeptChild

# Each child takes 150 to 230 MB.
MOST_CHILDREN = 4


@contextmanager
def rendering_ahead(wanted):
    """Begin to render `wanted`, pairs of a key and its (snapshot, variant, photographs), side by side, and give {key: future}.

    The first are being made while the next are still looked for. A future's result() is the RenderedPdf, or it raises
    RenderFailed. Whoever leaves early waits only for what is being made at that moment.
    """
    children = [KeptChild() for _ in range(min(os.cpu_count() or 1, MOST_CHILDREN))]
    free = SimpleQueue()
    for child in children:
        free.put(child)

    def render(snapshot, variant, files):
        child = free.get()
        try:
            return child.render(snapshot, variant, settings.RENDER_SECONDS, settings.RENDER_MEMORY_MB, files)
        finally:
            free.put(child)

    pool = ThreadPoolExecutor(len(children))
    try:
        yield {key: pool.submit(render, *one) for key, one in wanted}
    finally:
        pool.shutdown(cancel_futures=True)
        for child in children:
            child.stop()
