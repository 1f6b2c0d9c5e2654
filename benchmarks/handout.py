"""Time the handout against a plain WeasyPrint page of the same words and pictures, as ratios within one run.

BACKSTAY_DEMO=1 python benchmarks/handout.py [--rounds 5] [--memory 30] [--pages 2 5 10 50]

The plain page stands in benchmarks/plain/: our templates, except that the log is a table with a cell for each box, all
tables measure themselves, figures are inline SVG, and fonts, styles and figures are read anew by the usual HTML parser.
"""

import argparse
import copy
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from html import escape
from math import log
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("BACKSTAY_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.template.backends.django import DjangoTemplates  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from programs.handouts import fetcher, render  # noqa: E402
from programs.handouts.presenter import Handout  # noqa: E402
from programs.handouts.variant import Variant  # noqa: E402

SAMPLE = ROOT / "tests" / "programs" / "handouts" / "sample_snapshot.json"
PLAIN = Path(__file__).with_name("plain")
CHROMIUM = "/usr/bin/chromium"


def main():
    """Print every figure beside its aim."""
    options = arguments()
    snapshot = json.loads(SAMPLE.read_text(encoding="utf-8"))
    compare_with_plain(snapshot, options.rounds)
    measure_growth(snapshot, options.pages, options.rounds)
    measure_memory(snapshot, options.memory)
    compare_two_processes(options.rounds)
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
    """Alternate the two, so that a busy machine slows both alike; Chromium prints the plain page for orientation."""
    markup = plain_markup(snapshot)
    render.render_pdf(snapshot, Variant())
    ours, plain, chromium = [], [], []
    for _ in range(rounds):
        ours.append(seconds(lambda: render.render_pdf(snapshot, Variant())))
        plain.append(seconds(lambda: plain_pdf(markup)))
        chromium.append(chromium_seconds(markup))
    middle = statistics.median(plain)
    print(f"plain WeasyPrint: {middle:.2f} s processor time, median of {rounds}")
    print(f"render: {statistics.median(ours) / middle:.2f} of plain (aim 0.40)")
    if None not in chromium:
        print(
            f"for orientation, Chromium cold start to PDF: {statistics.median(chromium) / middle:.2f} of plain"
        )


def plain_markup(snapshot):
    """Return the page as somebody who does not think of speed would write it."""
    handout = Handout.from_snapshot(snapshot, Variant())
    engine = DjangoTemplates(
        {
            "NAME": "plain",
            "DIRS": [PLAIN, ROOT / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {},
        }
    )
    body = engine.get_template("handouts/print/body.html").render(
        {"handout": handout, "printing": True, "fit": 0}
    )
    markup = render._document(handout, body)
    for picture in handout.pictures:
        alt = escape(picture.alt)
        title = f"<title>{alt}</title>"
        markup = markup.replace(
            f'<img src="{picture.name}" alt="{alt}"/>', picture.svg.replace(">", f">{title}", 1)
        )
    return markup


def plain_style():
    address = f"{fetcher.BASE_URL}/static/{fetcher.STYLE}"
    ours = fetcher.ClosedFetcher().fetch(address).read().decode()
    return ours + (PLAIN / "plain.css").read_text(encoding="utf-8"), address


def plain_pdf(markup):
    """Render it the way a tutorial would: fresh fonts and styles, inline figures, HTML5 parser."""
    fonts, closed = FontConfiguration(), fetcher.ClosedFetcher()
    text, address = plain_style()
    style = CSS(string=text, base_url=address, url_fetcher=closed, font_config=fonts)
    page = HTML(string=markup, base_url=fetcher.BASE_URL, url_fetcher=closed)
    return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


def chromium_seconds(markup):
    """Return the processor time of Chromium printing the plain page once, or None where it is not installed."""
    if not Path(CHROMIUM).exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        style = plain_style()[0].replace("../fonts/", (ROOT / "static" / "fonts").as_uri() + "/")
        source.write_text(markup.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(  # noqa: S603
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--print-to-pdf={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def measure_growth(snapshot, sizes, rounds):
    """Fit time = c · pages ^ exponent over programs that grow by pages of exercises, two to a page."""
    points = []
    for wanted in sizes:
        longer = grown(snapshot, wanted)
        pages = render.render_pdf(longer, GROWN).pages
        times = [
            seconds(lambda one=longer: render.render_pdf(one, GROWN)) for _ in range(max(2, rounds // 2))
        ]
        points.append((pages, min(times)))
        print(f"  {pages} pages: {min(times):.2f} s, {min(times) / pages:.3f} s a page")
    slope_found = slope([(log(pages), log(time)) for pages, time in points])
    print(f"growth exponent over pages: {slope_found:.2f} (aim 1.05)")


# Without the good-to-know pages, which are the same however long the program is.
GROWN = Variant(extent="exercises")


def grown(snapshot, pages):
    """Return a snapshot with one week and about this many pages of exercises, each with the same text and picture."""
    longer = copy.deepcopy(snapshot)
    pattern = next(item for part in longer["sections"] for item in part["items"] if not item["variants"])
    pattern["weeks"] = pattern["weeks"][:1]
    items = [copy.deepcopy(pattern) | {"number": number} for number in range(1, 2 * pages + 1)]
    longer["sections"] = [{"section": "main", "items": items}]
    longer["program"]["weeks"] = 1
    return longer


def slope(points):
    """Return the least-squares slope through the points."""
    mean_x = statistics.mean(x for x, _ in points)
    mean_y = statistics.mean(y for _, y in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def measure_memory(snapshot, renders):
    """Report how much the process grows after the first few renders."""
    for _ in range(5):
        render.render_pdf(snapshot, Variant())
    before = peak_mib()
    for _ in range(renders):
        render.render_pdf(snapshot, Variant())
    grown_by = peak_mib() / before - 1
    print(f"memory: peak grew {grown_by:.1%} over {renders} renders, from {before:.0f} MiB (aim 5 %)")


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare_two_processes(rounds):
    """Compare the handouts two warm processes make in a while with what one makes, in wall time."""
    many = 2 * max(2, rounds)
    took = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=one_render) as pool:
            list(pool.map(one_render, range(2 * workers)))
            start = time.perf_counter()
            list(pool.map(one_render, range(many)))
            took[workers] = time.perf_counter() - start
    print(f"two processes: {took[1] / took[2]:.2f} × one (aim 1.8; needs two idle processors)")


def one_render(_=None):
    snapshot = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return render.render_pdf(snapshot, Variant()).pages


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
    print(f"reprint: {reading / rendering:.5f} of a render (aim 0.02)")


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
