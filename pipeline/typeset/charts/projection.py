"""The map's frame and projection: Lambert's azimuthal equal-area one, round the middle of the Nordic countries.

The formulas are those of J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), 24-2
to 24-4. Lengths are in kilometres, on a sphere.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt

RADIUS = 6371.0
CENTRE = 63.0, 20.5  # degrees north and east
WIDTH, HEIGHT = 1940.0, 1980.0  # of the frame, whose middle is the centre


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a place in degrees lies: kilometres east and north of the frame's lower left corner."""
    phi, phi_1, turned = radians(latitude), radians(CENTRE[0]), radians(longitude - CENTRE[1])
    k = sqrt(2 / max(1 + _nearness(latitude, longitude), 1e-9))  # the point opposite to the centre has no place
    x = RADIUS * k * cos(phi) * sin(turned)
    y = RADIUS * k * (cos(phi_1) * sin(phi) - sin(phi_1) * cos(phi) * cos(turned))
    return x + WIDTH / 2, y + HEIGHT / 2


def is_inside(latitude: float, longitude: float) -> bool:
    """Say whether a place lies in the frame."""
    x, y = project(latitude, longitude)
    return _nearness(latitude, longitude) > 0 and 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _nearness(latitude: float, longitude: float) -> float:
    """Return the cosine of the angle between a place and the centre."""
    phi, phi_1, turned = radians(latitude), radians(CENTRE[0]), radians(longitude - CENTRE[1])
    return sin(phi_1) * sin(phi) + cos(phi_1) * cos(phi) * cos(turned)
