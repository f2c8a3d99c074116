"""Colours of the charts, light and dark: vermilion is hostile, teal cooperative, one accent.

The diverging scale keeps its order for readers who do not see red and green apart, and is never
alone: hostile marks sit below a lane's line, cooperative ones above it.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Source Sans, Segoe UI, Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme. `scale` runs from intensity -10 to 10 in equal steps."""

    paper: str
    ink: str
    muted: str
    grid: str
    line: str
    accent: str
    shade: str
    land: str
    water: str
    border: str
    scale: tuple[str, ...]

    @property
    def hostile(self) -> str:
        """Colour of a hostile whole: a legend entry, an area."""
        return self.scale[1]

    @property
    def neutral(self) -> str:
        """Colour of what is neither."""
        return self.scale[len(self.scale) // 2]

    @property
    def cooperative(self) -> str:
        """Colour of a cooperative whole."""
        return self.scale[-2]


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#1B232E",
    muted="#5A6370",
    grid="#ECE8E1",
    line="#CFC8BC",
    accent="#2F4BA3",
    shade="rgba(47,75,163,0.10)",
    land="#F1EEE7",
    water="#DFE8EC",
    border="#C9C1B3",
    scale=("#9E2A12", "#C2452A", "#D9765A", "#E5AC97", "#B9B3A8", "#93BFC0", "#4E9AA0",
           "#1B7480", "#0B5562"),
)  # fmt: skip
DARK = Palette(
    paper="#181D24",
    ink="#E9E6E0",
    muted="#A6AEB8",
    grid="#29303A",
    line="#3E4753",
    accent="#9DB4FF",
    shade="rgba(157,180,255,0.14)",
    land="#262D36",
    water="#141A21",
    border="#47515E",
    scale=("#FF6A47", "#F2704F", "#D97A62", "#AE7B6E", "#7D848D", "#5E9AA0", "#48AFB6",
           "#45C4CB", "#5CDCE2"),
)  # fmt: skip


def find_palette(dark: bool) -> Palette:
    """The palette of a theme."""
    return DARK if dark else LIGHT


def mix_colour(palette: Palette, intensity: float | None) -> str:
    """Intensity from -10 to 10 in, a colour on the scale out; none is neutral."""
    if intensity is None or intensity != intensity:
        return palette.neutral
    place = (max(-10.0, min(10.0, intensity)) + 10) / 20 * (len(palette.scale) - 1)
    low = min(int(place), len(palette.scale) - 2)
    share = place - low
    pairs = zip(_channels(palette.scale[low]), _channels(palette.scale[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def fade_colour(colour: str, alpha: float) -> str:
    """A hex colour in, the same with an opacity out."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{alpha:g})"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
