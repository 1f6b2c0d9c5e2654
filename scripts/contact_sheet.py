"""Draw contact sheets of the exercise poses as PNG files in var/ (colour and mono), for looking at them.

python scripts/contact_sheet.py                 every pose, twelve to a sheet
python scripts/contact_sheet.py sit-to-stand    only these
python scripts/contact_sheet.py --handout ...   at the size they have on the printed handout
"""

import argparse
import html
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from exercises.figures.render import frames  # noqa: E402

POSES = ROOT / "fixtures" / "poses"
CHROMIUM = "/usr/bin/chromium"
STYLE = """body{margin:0;background:#fff;font:13px sans-serif;display:flex;flex-wrap:wrap;align-content:flex-start;align-items:flex-start}
figure{margin:4px;padding:4px;border:1px solid #ddd;box-sizing:border-box}figcaption{color:#333}
div{display:flex;gap:6px;align-items:flex-end}svg{display:block}"""


def main() -> None:
    """Read the arguments and write the sheets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--palette", choices=("colour", "mono", "both"), default="colour")
    parser.add_argument("--per-sheet", type=int, default=12)
    parser.add_argument("--handout", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "figures")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    slugs = options.slugs or sorted(path.stem for path in POSES.glob("*.json"))
    for palette in ("colour", "mono") if options.palette == "both" else (options.palette,):
        for first in range(0, len(slugs), options.per_sheet):
            part = slugs[first : first + options.per_sheet]
            target = options.out / f"{palette}-{first // options.per_sheet + 1:02}.png"
            _shoot(_page(part, palette, handout=options.handout), target)
            print(target, *part)  # noqa: T201


def _page(slugs: list[str], palette: str, *, handout: bool) -> str:
    cells = "".join(_cell(slug, palette, handout=handout) for slug in slugs)
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{cells}"


def _cell(slug: str, palette: str, *, handout: bool) -> str:
    pictures = frames(json.loads((POSES / f"{slug}.json").read_text()), palette)
    # 42 mm for the pair is what the handout gives a figure; 3.78 pixels are one millimetre.
    room, most = (42 * 3.78, 110) if handout else (500, 330)
    wide = min(room / len(pictures), most * pictures[0].aspect)
    drawn = "".join(picture.svg.replace("<svg ", f'<svg width="{wide:.0f}" ', 1) for picture in pictures)
    return f"<figure><figcaption>{html.escape(slug)}</figcaption><div>{drawn}</div></figure>"


def _shoot(page: str, target: Path) -> None:
    source = target.with_suffix(".html")
    source.write_text(page)
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
    ]
    command = [CHROMIUM, *flags, "--window-size=1600,1520", f"--screenshot={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    source.unlink()


if __name__ == "__main__":
    main()
