"""Charts → shapes, in the style's colours and faces; each kind of chart has a module that lays it out.

Every mark bears its words, so that neither colour nor length alone tells anything.
"""

from __future__ import annotations

from pipeline.model import BarChart, Chart, Matrix, PinMap, Timeline
from pipeline.typeset.charts.bars import draw_bars
from pipeline.typeset.charts.lettering import Lettering
from pipeline.typeset.charts.matrix import draw_matrix
from pipeline.typeset.charts.pinmap import draw_map
from pipeline.typeset.charts.shapes import Drawing
from pipeline.typeset.charts.timeline import draw_timeline
from pipeline.typeset.style import Style


def draw(chart: Chart, style: Style, width: float, spare: float = 1, low: bool = False) -> Drawing:
    """Return a chart's shapes at a width in points; its height follows from its labels.

    `spare` is how many times wider than the style's own face the one may be in which the words are shown. A `low`
    chart is of as little height as it can be without smaller letters.
    """
    lettering = Lettering(style, spare)
    match chart:
        case BarChart():
            return draw_bars(chart, lettering, width, low)
        case Timeline():
            return draw_timeline(chart, lettering, width, low)
        case Matrix():
            return draw_matrix(chart, lettering, width, low)
        case PinMap():
            return draw_map(chart, lettering, width, low)
