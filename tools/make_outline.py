"""Make the map's outline, `pipeline/typeset/charts/outline.json`, from Natural Earth's countries.

usage: python -m tools.make_outline COUNTRIES

COUNTRIES is `countries-50m.json` of the npm package `world-atlas`: Natural Earth's countries (1:50 million, public
domain, https://www.naturalearthdata.com/about/terms-of-use/) as TopoJSON. They are projected, cut at the map's frame
and simplified; the file holds whole kilometres from the frame's lower left corner. The same source gives the same
bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.typeset.charts.projection import HEIGHT, WIDTH, project

OUT = Path(__file__).parent.parent / "pipeline" / "typeset" / "charts" / "outline.json"
SOURCE = "Natural Earth, countries 1:50 million, by way of the npm package world-atlas 2.0.2"
LICENCE = "Public domain"
NORTH = 40.0  # degrees: what lies south of this never reaches into the frame
DETAIL = 60.0  # square kilometres: a bend that spans less is left out
ISLET = 250.0  # square kilometres: a smaller island is left out

Point = tuple[float, float]
Cut = tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]


def main() -> None:
    """Read the countries, and write the outline."""
    world = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    arcs = [_decode(arc, world["transform"]) for arc in world["arcs"]]
    kept = [_projected(arc) for arc in arcs]
    rings = [ring for shape in world["objects"]["countries"]["geometries"] for ring in _rings(shape, kept)]
    polygons = [[[round(x), round(y)] for x, y in ring] for ring in map(_clipped, rings) if abs(_area(ring)) > ISLET]
    content = {"source": SOURCE, "licence": LICENCE, "polygons": polygons}
    OUT.write_text(json.dumps(content, separators=(",", ":")).replace("]],[[", "]],\n[[") + "\n", "utf-8")


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Return an arc's longitudes and latitudes; each of its points is said by its distance from the one before."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        scale, origin = transform["scale"], transform["translate"]
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def _projected(arc: list[Point]) -> list[Point] | None:
    """Return an arc on the map, simplified; two countries share it, so that their border stays one line."""
    if all(latitude < NORTH for _longitude, latitude in arc):
        return None
    return _simplified([project(latitude, longitude) for longitude, latitude in arc])


def _simplified(points: list[Point]) -> list[Point]:
    """Leave out the point that spans the least triangle until all span enough (Visvalingam and Whyatt, 1993)."""
    points = list(points)
    while len(points) > 2:
        areas = [abs(_area(points[n - 1 : n + 2])) for n in range(1, len(points) - 1)]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= DETAIL:
            break
        del points[least + 1]
    return points


def _rings(shape: dict[str, Any], arcs: list[list[Point] | None]) -> Iterator[list[Point]]:
    """Yield a country's outer rings as far as they may reach into the frame."""
    polygons = shape.get("arcs", [])
    for polygon in polygons if shape["type"] == "MultiPolygon" else [polygons]:
        parts = [arcs[n] if n >= 0 else (arcs[~n] or [])[::-1] or None for n in polygon[0]] if polygon else [None]
        if all(part is not None for part in parts):
            yield [point for part in parts if part for point in part[:-1]]


def _clipped(ring: list[Point]) -> list[Point]:
    """Return what of a ring lies in the frame (Sutherland and Hodgman, 1974)."""
    for inside, cross in CUTS:
        result: list[Point] = []
        for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            if inside(before) != inside(point):
                result.append(cross(before, point))
            if inside(point):
                result.append(point)
        ring = result
    return ring


def _at(axis: int, value: float) -> Callable[[Point, Point], Point]:
    def cross(a: Point, b: Point) -> Point:
        share = (value - a[axis]) / (b[axis] - a[axis])
        return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])

    return cross


CUTS: tuple[Cut, ...] = (
    (lambda p: p[0] >= 0, _at(0, 0)),
    (lambda p: p[0] <= WIDTH, _at(0, WIDTH)),
    (lambda p: p[1] >= 0, _at(1, 0)),
    (lambda p: p[1] <= HEIGHT, _at(1, HEIGHT)),
)


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


if __name__ == "__main__":
    main()
