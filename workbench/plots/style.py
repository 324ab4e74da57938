"""The colours that widgets and plots share."""

from dataclasses import dataclass

COMPETITOR_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")
"""Blue, orange, green, purple of Okabe & Ito (2008), told apart by the colour-blind, in light and dark."""

COMPETITOR_MARKERS = ("o", "s", "^", "D")


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
