"""Figures → strips: a picture or a chart with its caption, lower where there is little room."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.model import Chart, Figure
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Image, Strip
from pipeline.typeset.pdf.structure import Element

PICTURE_SHARE, CHART_SHARE = 0.6, 0.9  # of the page's height, at most
# The shares of its usual size that a picture may have where there is little room, and a chart, whose words are small.
LOW_PICTURES, LOW_CHARTS = (0.9, 0.8, 0.7), (1, 0.95, 0.9)


def set_figure(setter: Setter, figure: Figure, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a figure: its picture, and under it its caption."""
    group = Element("Div").under(parent)
    attributes: dict[str, str | int | tuple[float, ...]] = {"Placement": "Block"}
    element = Element("Figure", alt=figure.alt, id=figure.id, attributes=attributes).under(group)
    style, space = setter.style.caption, setter.style.body.after
    below = replace(style, before=style.after, after=style.before)
    caption = setter.caption(figure.caption, below, column, group, figure.origin)
    picture = _Picture(setter, figure, column, element)
    lower = cache(picture.lower_chart if figure.chart else picture.lower_picture)
    first = picture.strip()._replace(before=space, after=0 if caption else space, keep=bool(caption))
    return [first._replace(figure=1 + len(caption), lower=lower), *caption]


class _Picture(NamedTuple):
    """A figure's picture or chart, which can be set in several sizes."""

    setter: Setter
    figure: Figure
    column: Column
    element: Element

    def strip(self) -> Strip:
        """Return the picture in its usual size."""
        return _scaled(self._chart(self.figure.chart) if self.figure.chart else self._picture(), 1)

    def lower_picture(self) -> tuple[Strip, ...]:
        """Return the picture at shares of its usual size."""
        image = self._picture()
        return tuple(_scaled(image, scale) for scale in LOW_PICTURES)

    def lower_chart(self) -> tuple[Strip, ...]:
        """Return the chart drawn with less height, and then with smaller letters, as wide as the column if possible."""
        assert self.figure.chart
        usual = self._chart(self.figure.chart, low=True)
        wide = (self._chart(self.figure.chart, low=True, scale=scale) for scale in LOW_CHARTS)
        scaled = (_scaled(usual, scale) for scale in LOW_CHARTS)
        return tuple(min(_scaled(image, 1), strip, key=_height) for image, strip in zip(wide, scaled, strict=True))

    # Only an edition with charts, or with pictures, pays for what opens them.
    def _chart(self, chart: Chart, low: bool = False, scale: float = 1) -> Image:
        """Return a chart as wide as the column, its letters at a share of their size."""
        from pipeline.typeset.charts import draw  # noqa: PLC0415

        drawing = draw(chart, self.setter.style, self.column.width / scale, low=low)
        scale = min(scale, CHART_SHARE * self.setter.height / drawing.height)
        return Image(drawing, self.element, self.column.x, 0, drawing.width * scale, drawing.height * scale)

    def _picture(self) -> Image:
        from pipeline.typeset.pictures import open_picture  # noqa: PLC0415

        picture = open_picture(self.figure)
        width, height = picture.fitted(self.column.width, PICTURE_SHARE * self.setter.height)
        return Image(picture, self.element, self.column.x, 0, width, height)


def _height(strip: Strip) -> float:
    return strip.height


def _scaled(image: Image, scale: float) -> Strip:
    width, height = image.width * scale, image.height * scale
    return Strip(height, (image._replace(width=width, height=height),))
