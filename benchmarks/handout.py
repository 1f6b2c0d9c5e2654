"""Time the handout against a plain WeasyPrint page of the same markup, as ratios within one run.

BACKSTAY_DEMO=1 python benchmarks/handout.py [--rounds 5] [--memory 30] [--pages 2 5 10 50]
"""

import argparse
import copy
import json
import os
import resource
import statistics
import sys
import time
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("BACKSTAY_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from programs.handouts import fetcher, render  # noqa: E402
from programs.handouts.presenter import Handout  # noqa: E402
from programs.handouts.variant import Variant  # noqa: E402

SAMPLE = ROOT / "tests" / "programs" / "handouts" / "sample_snapshot.json"


def main():
    """Print the four figures."""
    options = arguments()
    snapshot = json.loads(SAMPLE.read_text(encoding="utf-8"))
    compare_with_plain(snapshot, options.rounds)
    measure_growth(snapshot, options.pages, options.rounds)
    measure_memory(snapshot, options.memory)
    compare_with_reprint(snapshot, options.rounds)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--memory", type=int, default=30, help="renders in the memory run; 300 for the record"
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[2, 5, 10, 50])
    return parser.parse_args()


def compare_with_plain(snapshot, rounds):
    """Alternate the two, so that a busy machine slows both alike."""
    render.render_pdf(snapshot, Variant())
    ours, plain = [], []
    for _ in range(rounds):
        ours.append(seconds(lambda: render.render_pdf(snapshot, Variant())))
        plain.append(seconds(lambda: plain_pdf(snapshot)))
    ratio = statistics.median(ours) / statistics.median(plain)
    print(
        f"render: {ratio:.2f} of plain WeasyPrint ({statistics.median(ours):.2f} s processor time, {rounds} rounds)"
    )


def plain_pdf(snapshot):
    """Render the same page the way a tutorial would: fresh fonts and styles, inline figures, HTML5 parser."""
    handout = Handout.from_snapshot(snapshot, Variant())
    markup = render._document(handout, render.render_body(handout, printing=True))
    for picture in handout.pictures:
        title = f"<title>{picture.alt}</title>"
        markup = markup.replace(
            f'<img src="{picture.name}" alt="{picture.alt}"/>', picture.svg.replace(">", f">{title}", 1)
        )
    fonts, closed = FontConfiguration(), fetcher.ClosedFetcher()
    address = f"{fetcher.BASE_URL}/static/{fetcher.STYLE}"
    style = CSS(
        string=closed.fetch(address).read().decode(), base_url=address, url_fetcher=closed, font_config=fonts
    )
    page = HTML(string=markup, base_url=fetcher.BASE_URL, url_fetcher=PlainFetcher(handout))
    return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


class PlainFetcher(fetcher.ClosedFetcher):
    """Serves the figures whose markup could not be put inline."""

    def __init__(self, handout):
        super().__init__()
        self.svgs = {picture.name: picture.svg for picture in handout.pictures}

    def fetch(self, url, headers=None):
        if url in self.svgs:
            kind = {"Content-Type": "image/svg+xml"}
            return fetcher.URLFetcherResponse(url, self.svgs[url].encode(), kind)
        return super().fetch(url, headers)


def measure_growth(snapshot, sizes, rounds):
    """Fit time = c · pages ^ exponent over programs of growing length."""
    points = []
    for wanted in sizes:
        longer = grown(snapshot, wanted)
        pages = render.render_pdf(longer, Variant()).pages
        times = [
            seconds(lambda one=longer: render.render_pdf(one, Variant())) for _ in range(max(1, rounds // 2))
        ]
        points.append((pages, min(times)))
        print(f"  {pages} pages: {min(times):.2f} s")
    print(f"growth exponent over pages: {slope([(log(pages), log(time)) for pages, time in points]):.2f}")


def grown(snapshot, exercises):
    """Return a snapshot with this many exercises in all."""
    longer = copy.deepcopy(snapshot)
    pattern = [item for part in longer["sections"] for item in part["items"] if not item["variants"]]
    items = [
        copy.deepcopy(pattern[number % len(pattern)]) | {"number": number + 1} for number in range(exercises)
    ]
    longer["sections"] = [{"section": "main", "items": items}]
    return longer


def slope(points):
    """Return the least-squares slope through the points."""
    mean_x = statistics.mean(x for x, _ in points)
    mean_y = statistics.mean(y for _, y in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def measure_memory(snapshot, renders):
    """Report how much the process grows after the first few renders."""
    for _ in range(3):
        render.render_pdf(snapshot, Variant())
    before = peak_mib()
    for _ in range(renders):
        render.render_pdf(snapshot, Variant())
    print(f"memory: peak grew {peak_mib() - before:.0f} MiB over {renders} renders, from {before:.0f} MiB")


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare_with_reprint(snapshot, rounds):
    """Compare a render with reading the stored bytes from a database as large as one handout."""
    import sqlite3

    pdf = render.render_pdf(snapshot, Variant()).pdf
    store = sqlite3.connect(":memory:")
    store.execute("create table handout (id integer primary key, pdf blob)")
    store.execute("insert into handout values (1, ?)", (pdf,))
    rendering = statistics.median(
        seconds(lambda: render.render_pdf(snapshot, Variant())) for _ in range(rounds)
    )
    reading = statistics.median(
        seconds(
            lambda: [store.execute("select pdf from handout where id = 1").fetchone() for _ in range(100)]
        )
        / 100
        for _ in range(rounds)
    )
    print(f"reprint: {rendering / max(reading, 1e-9):,.0f} times faster than rendering")


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
