"""Charts say the same to those who look and to those who listen, in every format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops

from pipeline.model import (
    Bar,
    BarChart,
    Chart,
    Document,
    Figure,
    Listing,
    Matrix,
    MatrixRow,
    Pin,
    PinMap,
    Shade,
    Span,
    Timeline,
)
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.pinmap import OUTLINE, outline
from pipeline.typeset.charts.placing import Area, Segment
from pipeline.typeset.charts.projection import HEIGHT, WIDTH, is_inside
from pipeline.typeset.charts.raster import SCALE, SMOOTH, rasterize
from pipeline.typeset.charts.shapes import Circle, Drawing, Line, Polygon, Rect, Shape, String
from pipeline.typeset.charts.svg import svg_file, svg_shapes
from pipeline.typeset.html.looks import dark
from pipeline.typeset.pdf.figures import set_figure
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Image as Drawn
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Colour, Style, contrast, read_style
from pipeline.typeset.widths import text_width
from pipeline.typeset.word.pictures import SVG_NAMESPACE, chart_picture
from tests.conftest import ROOT
from tests.typeset.every_kind import BLOCKS, EVERY_KIND
from tests.typeset.read_pdf import read_structure

THEMES = ("lulea", "neutral")
BARS = BarChart((Bar("Ett långt namn " * 9, 1_200_000, "1 200 000 kronor"), Bar("Kort", 0, "0 kronor")))
QUARTERS = ("Jan–mars", "April–juni", "Juli–sept", "Okt–dec")
TIMELINE = Timeline(QUARTERS, tuple(Span(f"Aktivitet {shade}", 0.1, 0.6, shade) for shade in Shade))
MATRIX = Matrix(("Näringsliv", "Kultur och fritid"), (MatrixRow("Hälsa", (0, 2)), MatrixRow("Arbete", (12, 1))))
PLACES = (("Kemi", 65.74, 24.56), ("Uleåborg", 65.01, 25.47), ("Bodö", 67.28, 14.40), ("Zenica", 44.20, 17.91))
PINS = tuple(Pin(name, north, east, Shade.OPEN if name == "Bodö" else Shade.FULL) for name, north, east in PLACES)
LULEA = Pin("Luleå", 65.58, 22.15)
MAP = PinMap(PINS, Listing("Utanför kartan", ()), Listing("Nätverk", ("Ett nätverk",)), LULEA)
CHARTS = (BARS, TIMELINE, MATRIX, MAP)
# A page's width with the style's own face, and a telephone's with one that is much wider.
SIZES = ((403, 1.0), (216, 1.35))


@cache
def theme(name: str) -> Style:
    return read_style(ROOT / "styles" / f"{name}.toml")


@pytest.fixture(scope="module", params=THEMES)
def style(request: pytest.FixtureRequest) -> Style:
    """Return each theme."""
    return theme(request.param)


def box(shape: Shape, spare: float = 1) -> tuple[float, float, float, float]:
    """Return a shape's left, lower, right and upper edge; words as wide as the widest face makes them."""
    match shape:
        case String():
            look = theme("lulea").table.cell
            width = spare * text_width(shape.text, look)
            left = shape.x - {"start": 0, "middle": 0.5, "end": 1}[shape.anchor] * width
            return left, shape.y - 0.2 * look.size, left + width, shape.y + 0.7 * look.size
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Circle():
            return shape.cx - shape.r, shape.cy - shape.r, shape.cx + shape.r, shape.cy + shape.r
        case Line():
            ends = sorted((shape.x1, shape.x2)), sorted((shape.y1, shape.y2))
            return ends[0][0], ends[1][0], ends[0][1], ends[1][1]
        case Polygon():
            return min(shape.points[::2]), min(shape.points[1::2]), max(shape.points[::2]), max(shape.points[1::2])


def outside(drawing: Drawing, spare: float) -> list[Shape]:
    """Return the shapes that reach beyond the frame."""
    edges = ((shape, box(shape, spare)) for shape in drawing.shapes)
    return [s for s, (x0, y0, x1, y1) in edges
            if x0 < -0.01 or y0 < -0.01 or x1 > drawing.width + 0.01 or y1 > drawing.height + 0.01]  # fmt: skip


def overlaps(drawing: Drawing, spare: float) -> list[tuple[str, str]]:
    """Return the pairs of words that lie on each other."""
    words = [(shape.text, box(shape, spare)) for shape in drawing.shapes if isinstance(shape, String)]
    return [(a, b) for (a, p), (b, q) in combinations(words, 2)
            if p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]]  # fmt: skip


def said(drawing: Drawing) -> str:
    """Return all words of a drawing, with what was broken within a word put together."""
    return " ".join(shape.text for shape in drawing.shapes if isinstance(shape, String))


def grounds_of(shape: Shape, painted: list[Shape], style: Style) -> set[Colour]:
    """Return the colours that a shape must be told from: words from the last that is under them, marks from any."""
    x0, y0, x1, y1 = box(shape)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    under = [s for s in painted if box(s)[0] <= x <= box(s)[2] and box(s)[1] <= y <= box(s)[3]]
    fills = [fill for s in under if (fill := s.fill)]
    if isinstance(shape, String) and fills:
        return set(fills[-1:])
    return {style.colours.paper, *(fill for fill in fills if fill == style.colours.wash)}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("shown", [Colour, dark], ids=["light", "dark"])
def test_text_and_marks_stand_out_from_what_they_lie_on(
    name: str, chart: Chart, shown: Callable[[Colour], Colour]
) -> None:
    style, painted = theme(name), list[Shape]()
    for shape in draw(chart, style, 403).shapes:
        seen = shape.fill if isinstance(shape, String) else shape.stroke or shape.fill
        assert seen
        if seen not in (style.colours.line, style.colours.wash, style.colours.paper) or isinstance(shape, String):
            least = 4.5 if isinstance(shape, String) else 3
            assert all(contrast(shown(seen), shown(under)) >= least for under in grounds_of(shape, painted, style))
        painted.append(shape)


WORDS = st.text("abcåäö – ABCÅÄÖ0123,.", min_size=1, max_size=90).filter(lambda words: words.strip())
SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)


@st.composite
def spans(draw_: st.DrawFn) -> Span:
    start, end = draw_(SHARES)
    return Span(draw_(WORDS), start, end, draw_(st.sampled_from(Shade)))


@st.composite
def matrices(draw_: st.DrawFn) -> Matrix:
    columns = draw_(st.lists(WORDS, min_size=1, max_size=6))
    values = st.lists(st.integers(0, 99), min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw_(st.lists(st.builds(MatrixRow, WORDS, values), min_size=1, max_size=5))
    return Matrix(tuple(columns), tuple(rows))


@st.composite
def maps(draw_: st.DrawFn) -> PinMap:
    north, east = st.one_of(st.floats(54, 72), st.floats(-90, 90)), st.one_of(st.floats(5, 32), st.floats(-180, 180))
    pins = draw_(st.lists(st.builds(Pin, WORDS, north, east, st.sampled_from(Shade)), max_size=25))
    lists = st.builds(Listing, WORDS, st.lists(WORDS, max_size=3).map(tuple))
    return PinMap(tuple(pins), draw_(lists), draw_(lists), draw_(st.none() | st.builds(Pin, WORDS, north, east)))


ANY_CHART = st.one_of(
    st.lists(st.builds(Bar, WORDS, st.integers(0, 10**9), WORDS), min_size=1, max_size=5).map(tuple).map(BarChart),
    st.lists(spans(), min_size=1, max_size=5).map(lambda all_: Timeline(QUARTERS, tuple(all_))),
    matrices(),
    maps(),
)


@settings(max_examples=60, deadline=None)
@given(chart=ANY_CHART, size=st.sampled_from(SIZES), low=st.booleans())
def test_whatever_the_data_nothing_overlaps_and_nothing_leaves_the_frame(
    chart: Chart, size: tuple[int, float], low: bool
) -> None:
    width, spare = size
    drawing = draw(chart, theme("lulea"), width, spare, low)
    assert outside(drawing, spare) == []
    assert overlaps(drawing, spare) == []


@settings(max_examples=20, deadline=None)
@given(chart=ANY_CHART, low=st.booleans())
def test_whatever_the_data_every_label_is_said(chart: Chart, low: bool) -> None:
    drawn = said(draw(chart, theme("lulea"), 403, low=low)).replace("-", "").replace(" ", "")
    names = [
        getattr(part, "label", part)
        for kind in ("bars", "spans", "rows", "columns")
        for part in getattr(chart, kind, ())
    ]
    assert all("".join(name.split()) in drawn for name in names)


def test_places_stand_where_they_are_and_those_beyond_the_map_are_told_below_it(style: Style) -> None:
    drawing = draw(MAP, style, 403)
    marks = [shape for shape in drawing.shapes if isinstance(shape, Circle)]
    kemi, uleaborg, bodo = marks
    assert bodo.cx < kemi.cx < uleaborg.cx
    assert bodo.cy > kemi.cy > uleaborg.cy
    words = [shape for shape in drawing.shapes if isinstance(shape, String)]
    lowest = min(words, key=lambda shape: shape.y)
    assert lowest.text == "Zenica"


def test_a_label_that_stands_apart_has_a_line_to_its_mark_and_one_beside_it_has_none(style: Style) -> None:
    one, same = Pin("Kemi", 65.74, 24.56), Pin("En ort med ett långt namn", 65.74, 24.56)
    lonely = replace(MAP, pins=(one,), home=None)
    crowded = replace(lonely, pins=(one, *(replace(same, label=f"{same.label} {n}") for n in range(4))))
    lines = [sum(isinstance(s, Line) for s in draw(chart, style, 403).shapes) for chart in (lonely, crowded)]
    assert lines[0] == 0 < lines[1]


@pytest.mark.parametrize(("segment", "crossed"), [
    (((0, 0), (10, 10)), True),
    (((5, 0), (5, 10)), True),
    (((4.5, 4.5), (5.5, 5.5)), True),
    (((0, 0), (10, 1)), False),
    (((3, 0), (3, 10)), False),
    (((0, 0), (3, 3)), False),
])  # fmt: skip
def test_a_line_through_a_label_is_known(segment: Segment, crossed: bool) -> None:
    assert Area(4, 4, 6, 6).is_crossed(segment) is crossed


@pytest.mark.parametrize(("width", "spare"), [(403, 1), (403, 1.15), (403, 1.35), (216, 1.35)])
def test_no_line_runs_through_another_label_where_there_is_room(style: Style, width: float, spare: float) -> None:
    pins = tuple(replace(pin, label=f"{pin.label}: 3\u00a0aktiviteter") for pin in PINS)
    shapes = draw(replace(MAP, pins=pins), style, width, spare).shapes
    labels = [Area(*box(s, spare)).grown(-1) for s in shapes if isinstance(s, String) and s.stroke]
    lines = [((s.x1, s.y1), (s.x2, s.y2)) for s in shapes if isinstance(s, Line)]
    assert not any(label.is_crossed(line) for label in labels for line in lines)


def test_the_words_on_a_map_have_a_halo_in_every_format(style: Style) -> None:
    drawing = draw(MAP, style, 403)
    haloed = {s.text for s in drawing.shapes if isinstance(s, String) and s.stroke == style.colours.paper}
    assert "Kemi" in haloed
    assert "Zenica" not in haloed
    assert svg_file(drawing, "serif").count(b">Kemi<") == 2
    page = str(svg_shapes(drawing, str))
    assert page.count(">Kemi<") == 1
    assert "paint-order: stroke" in page
    bare = replace(drawing, shapes=[replace(s, stroke=None) if isinstance(s, String) else s for s in drawing.shapes])
    assert rasterize(drawing, style) != rasterize(bare, style)
    document = replace(EVERY_KIND.document, blocks=(Figure("", "En karta.", chart=MAP),), notes=())
    (figure,) = read_structure(typeset_pdf(replace(EVERY_KIND, document=document), style)).all("Figure")
    assert figure.text.count("Kemi") == 1


def test_slanting_lines_are_smooth_in_the_picture_for_word(style: Style) -> None:
    ink, paper = style.colours.ink, style.colours.paper
    slanting = Drawing(20, 20, [Polygon((2, 2, 18, 5, 9, 18), paper, ink)])
    with Image.open(BytesIO(rasterize(slanting, style))) as image:
        assert image.size == (60, 60)
        assert len(image.getcolors() or ()) > 2


def test_a_label_left_of_its_mark_ends_at_it_in_any_face(style: Style) -> None:
    shapes = draw(MAP, style, 240, 1.35).shapes
    held = {shape.text: shape.anchor for shape in shapes if isinstance(shape, String)}
    marks = [shape for shape in shapes if isinstance(shape, Circle)]
    left = [shape for shape in shapes if isinstance(shape, String) and shape.text == "Luleå"]
    assert held["Luleå"] == "end"
    assert left[0].x < marks[0].cx
    assert held["Bodö"] == "start"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_low_chart_takes_less_height_and_keeps_its_letters(style: Style, chart: Chart) -> None:
    usual, low = (draw(chart, style, 403, low=low) for low in (False, True))
    assert low.height < usual.height
    sizes = [{shape.size for shape in d.shapes if isinstance(shape, String)} for d in (usual, low)]
    assert sizes[0] == sizes[1]


def test_a_label_above_its_stretch_stands_nearer_to_it_than_to_the_one_before(style: Style) -> None:
    three = Timeline(QUARTERS, tuple(Span(f"Aktivitet {n}", 0.1, 0.6) for n in range(3)))
    shapes = draw(three, style, 216).shapes
    bars = [box(shape) for shape in shapes if isinstance(shape, Rect)]
    labels = [box(shape) for shape in shapes if getattr(shape, "text", "").startswith("Aktivitet")]
    for before, label, own in zip(bars, labels[1:], bars[1:], strict=False):
        assert 0 <= label[1] - own[3] < before[1] - label[3]


def test_the_names_of_a_timelines_periods_are_not_broken(style: Style) -> None:
    long = Timeline(QUARTERS, (Span("En aktivitet med ett långt namn " * 3, 0, 1),))
    assert set(QUARTERS) <= {shape.text for shape in draw(long, style, 403).shapes if isinstance(shape, String)}


def test_the_outline_lies_within_the_frame_and_says_where_it_comes_from() -> None:
    points = [point for ring in outline() for point in ring]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert len(points) > 500
    assert json.loads(OUTLINE.read_text("utf-8"))["licence"] == "Public domain"


@pytest.mark.parametrize(("place", "inside"), [
    ((65.58, 22.15), True),
    ((55.6, 13.0), True),
    ((71.1, 25.8), True),
    ((48.9, 2.3), False),
    ((14.0, -83.4), False),
    ((-63.0, -159.5), False),
])  # fmt: skip
def test_the_frame_holds_the_north_and_no_more(place: tuple[float, float], inside: bool) -> None:
    assert is_inside(*place) is inside


def test_words_that_do_not_fit_would_be_found() -> None:
    drawing = Drawing(100, 20)
    look = theme("lulea").table.cell
    for x in (0, 10, 80):
        drawing.shapes.append(String(x, 5, "Luleå", look.font.regular, look.size))
    assert len(outside(drawing, 1)) == 1
    assert overlaps(drawing, 1) == [("Luleå", "Luleå")]


def test_every_bar_bears_its_value_and_one_of_nothing_has_no_length(style: Style) -> None:
    shapes = draw(BARS, style, 403).shapes
    assert {"1 200 000 kronor", "0 kronor"} <= {getattr(shape, "text", "") for shape in shapes}
    assert sum(isinstance(shape, Rect) for shape in shapes) == 1


def test_what_is_filled_half_filled_and_empty_differs_without_colour(style: Style) -> None:
    rects = [shape for shape in draw(TIMELINE, style, 403).shapes if isinstance(shape, Rect)]
    accent, paper = style.colours.accent, style.colours.paper
    assert [(rect.fill, rect.stroke) for rect in rects] == [
        (accent, None),
        (paper, accent),
        (accent, None),
        (paper, accent),
    ]
    assert rects[2].height == rects[0].height / 2


def test_a_disc_grows_with_its_number_and_none_stands_for_nothing(style: Style) -> None:
    discs = [shape for shape in draw(MATRIX, style, 403).shapes if isinstance(shape, Circle)]
    assert len(discs) == 3
    assert discs[1].r == max(disc.r for disc in discs) > discs[2].r


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_the_picture_for_word_has_the_same_bytes_each_time(style: Style, chart: Chart) -> None:
    first = chart_picture(chart, style).data
    chart_picture.cache_clear()
    assert chart_picture(chart, style).data == first


def test_word_shows_charts_as_vectors_and_has_pixels_for_programs_that_cannot(style: Style) -> None:
    charts = tuple(block for block in BLOCKS if isinstance(block, Figure) and block.chart)
    edition = replace(EVERY_KIND, document=replace(EVERY_KIND.document, blocks=charts, notes=()))
    with ZipFile(BytesIO(typeset_word(edition, style))) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        assert sorted(Path(name).suffix for name in media) == [".png"] * len(charts) + [".svg"] * len(charts)
        document = etree.fromstring(package.read("word/document.xml"))
        drawn = etree.fromstring(package.read(next(name for name in media if name.endswith("1.svg"))))
    namespaces = {"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "v": SVG_NAMESPACE}
    assert document.xpath("//wp:docPr/@descr", namespaces=namespaces) == [chart.alt for chart in charts]
    assert len(document.xpath("//v:svgBlip", namespaces=namespaces)) == len(charts)
    assert "Näringsliv" in "".join(drawn.itertext())


def test_the_web_page_names_and_describes_the_chart(style: Style) -> None:
    page = typeset_html(EVERY_KIND, style).decode()
    for width in ("narrow", "wide"):
        assert f'<title id="diagram-{width}-title">Aktiviteter per område</title>' in page
        said = "Stapeldiagram. Näringsliv: 3 aktiviteter; Kultur: ingen."
        assert f'<desc id="diagram-{width}-desc">{said}</desc>' in page
    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert "#" not in svg
        assert "var(--" in svg


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_that_is_set_lower_is_still_as_wide_as_the_text(style: Style, chart: Chart) -> None:
    setter = Setter(style, EVERY_KIND.document)
    usual, *_caption = set_figure(setter, Figure("", "Ett diagram.", chart=chart), setter.column, Element("Sect"))
    assert usual.lower
    lower = usual.lower()
    heights = [strip.height for strip in lower]
    assert usual.height > heights[0] >= heights[1] >= heights[2]
    widths = {round(part.width, 3) for strip in lower for part in strip.parts if isinstance(part, Drawn)}
    assert widths == {round(setter.column.width, 3)} or isinstance(chart, PinMap)


def test_a_chart_is_no_picture_file_in_the_pdf(style: Style) -> None:
    charts = tuple(block for block in BLOCKS if getattr(block, "chart", None))
    edition = replace(EVERY_KIND, document=replace(EVERY_KIND.document, blocks=charts, notes=()))
    data = typeset_pdf(edition, style)
    assert b"/Subtype /Image" not in data
    assert typeset_pdf(edition, style) == data


def test_signs_stand_clear_of_each_other_in_a_raster_image_whatever_the_face() -> None:
    face = theme("lulea").body.font.regular
    drawing = Drawing(60, 16, [String(2, 4, "%%%", face, 12, fill="#000000")])
    with Image.open(BytesIO(rasterize(drawing, theme("lulea")))) as image:
        left, _top, right, _bottom = ImageChops.invert(image.convert("L")).getbbox() or (0, 0, 0, 0)
    assert right - left == pytest.approx(3 * 0.861 * 12 * SCALE / SMOOTH, rel=0.1)


def test_the_lines_of_a_label_are_read_as_words_apart(style: Style) -> None:
    label = "En mycket lång benämning på en aktivitet som bryts på flera rader"
    chart = BarChart((Bar(label, 3, "3 aktiviteter"), Bar("Kort", 0, "ingen")))
    edition = replace(EVERY_KIND, document=Document("Prov", (Figure("", "Staplar.", chart=chart),)))
    (figure,) = read_structure(typeset_pdf(edition, style)).all("Figure")
    assert figure.text == f"{label} 3 aktiviteter Kort ingen"
