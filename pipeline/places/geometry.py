"""Distances between places, and which place lies inside which."""

from __future__ import annotations

import math

from pipeline.places.index import Place


def measure_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) in kilometres."""
    phi1, phi2 = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def contains(parent: Place, child: Place) -> bool:
    """True if the first place is a larger one around the second."""
    if parent.number == child.number or parent.kind in ("city", "site", "sea"):
        return False
    if parent.kind == "country":
        return parent.country == child.country and child.kind != "country"
    if parent.kind == "region":
        return child.region == parent.number
    if parent.kind == "continent":
        return child.kind == "country"
    reach = max(parent.radius_km * 1.5, 40.0)
    return child.kind not in ("country", "region") and is_near(parent, child, reach)


def is_near(a: Place, b: Place, reach_km: float) -> bool:
    """True if two places lie within ``reach_km``."""
    return measure_flat_km(a, b) <= reach_km


def measure_flat_km(a: Place, b: Place) -> float:
    """Distance in km on a flat map: good enough under 1,000 km, cheap."""
    north = (a.latitude - b.latitude) * 111.2
    if abs(north) > 1000:
        return abs(north)
    east = abs(a.longitude - b.longitude)
    east = min(east, 360 - east) * 111.2 * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(north, east)
