"""Pages for the channel and for tests: right text set in open fonts, scanned badly and read by Tesseract `eng`."""

from __future__ import annotations

import io
import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FITTING_FONTS = (
    "Liberation Serif", "Liberation Sans", "Carlito", "Caladea", "DejaVu Sans", "DejaVu Serif", "Lato", "Open Sans",
    "Linux Libertine O", "TeX Gyre Pagella", "TeX Gyre Heros", "Noto Sans", "Noto Serif", "Cantarell", "P052",
    "Gentium", "Liberation Serif:italic", "Carlito:bold", "FreeSans", "Inter", "TeX Gyre Termes", "Nimbus Roman",
    "TeX Gyre Adventor", "Junicode Two Beta", "Baskervald ADF Std", "Accanthis ADF Std", "Universalis ADF Std",
    "Liberation Sans Narrow", "Liberation Sans:bold", "Liberation Sans:italic", "Liberation Serif:bold", "FreeSerif",
    "Caladea:italic", "Carlito:italic", "Lato:bold", "Dosis", "Quicksand", "Liberation Mono", "Noto Sans:bold",
)  # fmt: skip
"""Families that the channel is counted on."""

TEST_FONTS = (
    "EB Garamond", "Roboto", "C059", "TeX Gyre Schola", "Cabin", "Charis SIL", "Linux Biolinum O", "Gillius ADF",
    "Karla", "Vollkorn", "Noto Serif:italic", "Roboto Condensed", "TeX Gyre Bonum", "STIXGeneral",
)  # fmt: skip
"""Families that are met in tests only."""

PAGE = 8.27, 11.69
"""Inches: A4."""

MARGIN = 1.0
"""Inches."""


@dataclass(frozen=True)
class Scan:
    """How a page was set and scanned: dots per inch, type size (points), turn (degrees), blur, noise, JPEG quality."""

    dpi: int
    points: float
    turn: float
    blur: float
    noise: float
    quality: int


def scans(seed: int) -> Iterator[Scan]:
    """Yield ways to scan, every other one clean."""
    chance = random.Random(seed)  # noqa: S311
    while True:
        dpi, points = chance.choice((150, 200, 200, 300, 300)), chance.choice((10, 10.5, 11, 11, 12))
        yield Scan(dpi, points, 0.0, 0.0, 0.0, 95)
        turn, blur = chance.uniform(-0.6, 0.6), chance.uniform(0.4, 0.9) * dpi / 200
        yield Scan(dpi, points, turn, blur, chance.uniform(6, 22), chance.randint(35, 75))


def set_page(paragraphs: Sequence[str], family: str, scan: Scan) -> tuple[Image.Image, int]:
    """Return the page as an image, and how many of the paragraphs stand on it whole."""
    font = ImageFont.truetype(_font_file(family), round(scan.points * scan.dpi / 72))
    width, height, margin = (round(side * scan.dpi) for side in (*PAGE, MARGIN))
    page = Image.new("L", (width, height), 255)
    pen, step, top = ImageDraw.Draw(page), round(1.35 * font.size), margin
    for number, paragraph in enumerate(paragraphs):
        lines = list(_wrapped(paragraph, font, width - 2 * margin))
        if top + step * len(lines) > height - margin:
            return page, number
        for line in lines:
            pen.text((margin, top), line, font=font, fill=20)
            top += step
        top += step // 2
    return page, len(paragraphs)


def scanned(page: Image.Image, scan: Scan, seed: int) -> Image.Image:
    """Return the page as a scanner gives it."""
    if scan.turn:
        page = page.rotate(scan.turn, Image.Resampling.BICUBIC, fillcolor=255)
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.noise:
        grain = random.Random(seed).randbytes(page.width * page.height)  # noqa: S311
        noise = Image.frombytes("L", page.size, grain).point([round(255 - scan.noise * (b / 85)) for b in range(256)])
        page = Image.composite(noise, page, page.point([0 if b < 128 else 255 for b in range(256)]))
    file = io.BytesIO()
    page.save(file, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    return Image.open(file)


def read(page: Image.Image, dpi: int, language: str = "eng") -> str:
    """Return what Tesseract reads."""
    file = io.BytesIO()
    page.save(file, "PNG")
    command = ["tesseract", "-", "-", "-l", language, "--dpi", str(dpi)]
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=file.getvalue(), capture_output=True, check=True, env=alone).stdout.decode()


def pairs(paragraphs: Sequence[str], fonts: Sequence[str], pages: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the right and the read text of pages, each in the next font and scanned in the next way.

    Each round of the fonts begins one font later, so that each font is met both clean and badly scanned.
    """
    ways, at = scans(seed), 0
    for number in range(pages):
        scan = next(ways)
        page, count = set_page(paragraphs[at : at + 60], fonts[(number + number // len(fonts)) % len(fonts)], scan)
        yield "\n\n".join(paragraphs[at : at + count]), read(scanned(page, scan, seed + number), scan.dpi)
        at += max(count, 1)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    yield line


def _font_file(family: str) -> Path:
    """Return the file of a family; `:bold` and `:italic` name its styles."""
    name, _, style = family.partition(":")
    pattern = f"{name}:{'bold' if style == 'bold' else 'style=' + (style.capitalize() or 'Regular')}"
    found = subprocess.run(
        ["fc-match", "-f", "%{family}\n%{file}", pattern], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    if not found[0].startswith(name):
        raise SystemExit(f"The font family {name} is not installed; install it, or strike it from the list of fonts.")
    return Path(found[1])
