"""The colours, markers and shapes that widgets and plots share."""

from dataclasses import dataclass

COMPETITOR_COLOURS = (
    "#0072B2",  # blue, orange, green, purple of Okabe & Ito (2008)
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#8D05F8",  # eight more, as far from these and from each other as possible: tests/plots/test_style.py
    "#576630",
    "#A681FF",
    "#FF0056",
    "#C26409",
    "#6349CD",
    "#91A7E9",
    "#914476",
)
"""Distinguished by the colour-blind too, in light and dark; one for each place of an experiment."""

COMPETITOR_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "h", "<", ">", "p")
"""matplotlib's names, in the same order: colour is never the only difference."""

COMPETITOR_SHAPES = ("●", "■", "▲", "◆", "▼", "✚", "✖", "★", "⬢", "◀", "▶", "⬟")
"""The markers as characters."""


def competitor_colour(index: int) -> str:
    """The colour of the competitor at that place, from 0."""
    return COMPETITOR_COLOURS[index % len(COMPETITOR_COLOURS)]


def competitor_marker(index: int) -> str:
    """Its marker, as matplotlib calls it."""
    return COMPETITOR_MARKERS[index % len(COMPETITOR_MARKERS)]


def competitor_shape(index: int) -> str:
    """Its marker as a character."""
    return COMPETITOR_SHAPES[index % len(COMPETITOR_SHAPES)]


@dataclass(frozen=True)
class PlotStyle:
    """Colours of one theme, each "#rrggbb"."""

    background: str
    foreground: str
    muted: str
    grid: str
    colour_map: str = "Blues"


LIGHT = PlotStyle(background="#ffffff", foreground="#212529", muted="#6c757d", grid="#dee2e6", colour_map="Blues")
DARK = PlotStyle(background="#212529", foreground="#e9ecef", muted="#adb5bd", grid="#495057", colour_map="viridis")
