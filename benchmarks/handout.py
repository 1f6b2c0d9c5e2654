"""Time the handout against a plain WeasyPrint page of the same words and pictures, as ratios within one run.

BACKSTAY_DEMO=1 python benchmarks/handout.py [--rounds 5] [--memory 30] [--pages 2 5 10 50]

The plain page stands in benchmarks/plain/: our templates, except that the log is a table with a cell for each box, all
tables measure themselves, figures are inline SVG, and fonts, styles and figures are read anew by the usual HTML parser.

Measured on 23-Nov-2026 with the sample on 17 pages, two processors, three rounds, nothing else running: 0.39 of plain (aim
0.40) and 0.55 for the first in a process; in wall time Chromium 0.13 warm and 0.32 with its start, ReportLab 0.10; growth
exponent 1.01 (aim 1.05); peak memory +0.0 % over 300 renders (aim 5 %); two processes 2.6 times one (aim 1.8); reprint
0.00007 (aim 0.02).
"""

import argparse
import copy
import json
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from html import escape
from math import log
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("BACKSTAY_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.template.backends.django import DjangoTemplates  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.pdf import stream  # noqa: E402
from weasyprint.pdf.fonts import Font  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from benchmarks import engines  # noqa: E402
from programs.handouts import fetcher, render  # noqa: E402
from programs.handouts.document import style  # noqa: E402
from programs.handouts.presenter import Handout  # noqa: E402
from programs.handouts.variant import Variant  # noqa: E402

SAMPLE = ROOT / "tests" / "programs" / "handouts" / "sample_snapshot.json"
PLAIN = Path(__file__).with_name("plain")


def main():
    """Print every figure beside its aim."""
    options = arguments()
    snapshot = json.loads(SAMPLE.read_text(encoding="utf-8"))
    compare_with_plain(snapshot, options.rounds)
    compare_with_others(snapshot, options.rounds)
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
    """Alternate the two, so that a busy machine slows both alike. Each handout is for somebody not printed before."""
    markup = plain_markup(snapshot)
    fonts = style()[1]
    render.render_pdf(snapshot, Variant())
    ours, unaided, plain = [], [], []
    for person in people(snapshot, rounds):
        ours.append(seconds(lambda one=person: render.render_pdf(one, Variant())))
        plain.append(seconds(lambda: plain_pdf(markup)))
        fonts.forget()
        unaided.append(seconds(lambda: render.render_pdf(snapshot, Variant())))
    middle = statistics.median(plain)
    print(f"plain WeasyPrint: {middle:.2f} s processor time, median of {rounds}")
    print(f"render: {statistics.median(ours) / middle:.2f} of plain (aim 0.40)")
    print(f"  the first in a process, with nothing remembered: {statistics.median(unaided) / middle:.2f}")


def people(snapshot, number):
    """Yield the same exercises for one person after the other: names, notes, dates and the code of the log differ."""
    starts_on = date.fromisoformat(snapshot["program"]["starts_on"])
    for count in range(number):
        one = copy.deepcopy(snapshot)
        one["patient"] |= {"name": f"{chr(65 + count % 26)}. Miller-{count}", "reference": f"P-{count:05d}"}
        one["program"] |= {"log_code": f"K{count:05d}", "note": f"You have walked {count} times. Keep at it."}
        one["program"]["starts_on"] = (starts_on + timedelta(days=count)).isoformat()
        yield one


def compare_with_others(snapshot, rounds):
    """Print the plain page by other engines, in wall time, for orientation."""
    markup, text = plain_markup(snapshot), plain_style()[0]
    middle = statistics.median(wall(lambda: plain_pdf(markup)) for _ in range(rounds))
    render.render_pdf(snapshot, Variant())
    ours = statistics.median(
        wall(lambda one=person: render.render_pdf(one, Variant())) for person in people(snapshot, rounds)
    )
    print(
        f"in wall time, for orientation: plain WeasyPrint 1.00 = {middle:.2f} s, our render {ours / middle:.2f}"
    )
    if Path(engines.CHROMIUM).exists():
        with engines.page_file(markup, text) as page:
            cold = statistics.median(engines.chromium_cold(page) for _ in range(rounds))
            warm = statistics.median(engines.chromium_warm(page, rounds))
        print(f"  Chromium: {cold / middle:.2f} with its start, {warm / middle:.2f} warm and tagged")
    reportlab = statistics.median(engines.reportlab_seconds(markup) for _ in range(rounds + 1))
    print(f"  ReportLab, the words alone, not tagged: {reportlab / middle:.2f}")


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
    """Render it the way a tutorial would: fresh fonts and styles, fonts cut down, inline figures, HTML5 parser."""
    fonts, closed = FontConfiguration(), fetcher.ClosedFetcher()
    text, address = plain_style()
    sheet = CSS(string=text, base_url=address, url_fetcher=closed, font_config=fonts)
    page = HTML(string=markup, base_url=fetcher.BASE_URL, url_fetcher=closed)
    with mock.patch.object(stream, "Font", Font):
        return page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


def measure_growth(snapshot, sizes, rounds):
    """Fit time = c · pages ^ exponent over programs that grow by pages of exercises, two to a page."""
    points = []
    for wanted in sizes:
        longer = grown(snapshot, wanted)
        pages = render.render_pdf(longer, GROWN).pages
        times = [seconds(lambda one=longer: render.render_pdf(one, GROWN)) for _ in range(rounds + 1)]
        points.append((pages, min(times)))
        print(f"  {pages} pages: {min(times):.2f} s, {min(times) / pages:.3f} s a page")
    slope_found = slope([(log(pages), log(time)) for pages, time in points])
    print(f"growth exponent over pages: {slope_found:.2f} (aim 1.05)")


# Renders until the process has all it keeps.
WARM = 10
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
    """Report how much the process grows while it prints for one person after the other."""
    for number, person in enumerate(people(snapshot, WARM + renders)):
        if number == WARM:
            before = peak_mib()
        render.render_pdf(person, Variant())
    grown_by = peak_mib() / before - 1
    print(f"memory: peak grew {grown_by:.1%} over {renders} renders, from {before:.0f} MiB (aim 5 %)")


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare_two_processes(rounds):
    """Compare what two warm processes make in a while with what one makes, in wall time, and what sums allow here."""
    renders, sums = gain(one_render, 2 * max(2, rounds)), gain(one_sum, 2 * max(2, rounds))
    print(f"two processes: {renders:.2f} × one (aim 1.8); mere sums on this machine: {sums:.2f} ×")


def gain(work, many):
    took = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=work) as pool:
            list(pool.map(work, range(2 * workers)))
            took[workers] = wall(lambda running=pool: list(running.map(work, range(many))))
    return took[1] / took[2]


def one_sum(_=None):
    return sum(number * number for number in range(10_000_000))


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


def seconds(work, clock=time.process_time):
    start = clock()
    work()
    return clock() - start


def wall(work):
    return seconds(work, time.perf_counter)


if __name__ == "__main__":
    main()
