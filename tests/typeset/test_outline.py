"""The map's outline is made from others' data by small steps, each of which keeps what it should."""

from __future__ import annotations

from pipeline.typeset.charts.projection import HEIGHT, WIDTH
from tools.make_outline import DETAIL, _clipped, _decode, _rings, _simplified


def test_points_are_told_by_their_distance_from_the_one_before() -> None:
    transform = {"scale": [0.5, 2.0], "translate": [-180.0, -90.0]}
    assert _decode([[2, 1], [1, 0]], transform) == [(-179.0, -88.0), (-178.5, -88.0)]


def test_small_bends_are_left_out_and_large_ones_and_both_ends_are_kept() -> None:
    arc = [(0.0, 0.0), (50.0, 0.5), (100.0, 0.0), (100.0, 100.0)]
    assert 50 * 0.5 < DETAIL < 100 * 100 / 2
    assert _simplified(arc) == [arc[0], arc[2], arc[3]]


def test_a_ring_is_cut_at_the_frame_and_one_beyond_it_is_gone() -> None:
    corner = [(-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0)]
    assert sorted(_clipped(corner)) == [(0, 0), (0, 50), (50, 0), (50, 50)]
    assert _clipped([(x - 500, y) for x, y in corner]) == []
    inner = [(x + WIDTH / 2, y + HEIGHT / 2) for x, y in corner]
    assert _clipped(inner) == inner


def test_a_ring_takes_its_arcs_in_its_own_direction_and_its_corners_once() -> None:
    arcs = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]]
    (ring,) = _rings({"type": "Polygon", "arcs": [[0, -2]]}, [*arcs])
    assert ring == [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert list(_rings({"type": "Polygon", "arcs": [[0]]}, [None])) == []
