"""Charts say the same to those who look and to those who listen, in every format."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.model import Bar, Chart
from pipeline.typeset import typeset_html, typeset_pdf
from pipeline.typeset.charts import draw, hex_colour, shapes_of, text_width
from pipeline.typeset.charts.raster import chart_picture
from pipeline.typeset.style import Style, contrast, read_style
from tests.conftest import ROOT
from tests.typeset.every_kind import BLOCKS, EVERY_KIND

BARS = Chart((Bar("Ett långt namn " * 9, 1_200_000, "1 200 000 kronor"), Bar("Kort", 0, "0 kronor")))


@pytest.fixture(scope="module", params=["lulea", "neutral"])
def style(request: pytest.FixtureRequest) -> Style:
    """Return each theme."""
    return read_style(ROOT / "styles" / f"{request.param}.toml")


@pytest.mark.parametrize("width", [240, 403])
def test_nothing_is_drawn_outside_the_chart(style: Style, width: float) -> None:
    drawing = draw(BARS, style, width)
    for shape in shapes_of(drawing):
        words = getattr(shape, "text", None)
        wide = text_width(words, style.table.cell) if words else shape.width
        assert shape.x + wide <= width + 0.01
        assert 0 <= shape.y <= drawing.height


def test_text_and_bars_stand_out_from_the_paper(style: Style) -> None:
    for shape in shapes_of(draw(BARS, style, 403)):
        assert contrast(hex_colour(shape), style.colours.paper) >= (4.5 if hasattr(shape, "text") else 3)


def test_every_bar_bears_its_value_and_one_of_nothing_has_no_length(style: Style) -> None:
    shapes = shapes_of(draw(BARS, style, 403))
    assert {"1 200 000 kronor", "0 kronor"} <= {getattr(shape, "text", "") for shape in shapes}
    assert sum(not hasattr(shape, "text") for shape in shapes) == 1


def test_the_picture_for_word_has_the_same_bytes_each_time(style: Style) -> None:
    first = chart_picture(BARS, style, 403).data
    chart_picture.cache_clear()
    assert chart_picture(BARS, style, 403).data == first


def test_the_web_page_names_and_describes_the_chart(style: Style) -> None:
    page = typeset_html(EVERY_KIND, style).decode()
    assert '<title id="diagram-title">Aktiviteter per område</title>' in page
    assert '<desc id="diagram-desc">Stapeldiagram. Näringsliv: 3 aktiviteter; Kultur: ingen.</desc>' in page
    svg = re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert "#" not in svg and "var(--" in svg


def test_a_chart_is_no_picture_file_in_the_pdf(style: Style) -> None:
    charts = tuple(block for block in BLOCKS if getattr(block, "chart", None))
    edition = replace(EVERY_KIND, document=replace(EVERY_KIND.document, blocks=charts, notes=()))
    data = typeset_pdf(edition, style)
    assert b"/Subtype /Image" not in data
    assert typeset_pdf(edition, style) == data


def test_a_wider_face_than_the_styles_own_still_has_room(style: Style) -> None:
    for shape in shapes_of(draw(BARS, style, 240, spare=1.35)):
        wide = 1.35 * text_width(shape.text, style.table.cell) if hasattr(shape, "text") else shape.width
        assert shape.x + wide <= 240.01
