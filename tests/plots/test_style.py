"""The competitors' colours: distinguished by everyone, on both themes.

Simulated with the matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A Physiologically-based Model for
Simulation of Color Vision Deficiency, IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, table 1,
severity 1.0, applied to linear RGB; distances in CIELAB (CIE 1976, white D65).
"""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.networks.registry import MOST_COMPETITORS
from workbench.plots.style import (
    COMPETITOR_COLOURS,
    COMPETITOR_MARKERS,
    COMPETITOR_SHAPES,
    DARK,
    LIGHT,
    PlotStyle,
)

Colours = NDArray[np.float64]

VISION = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WIDEST = 16.9  # what the first four colours, of Okabe & Ito, have under deuteranopia; the others are no nearer
READABLE = 2.2  # contrast of WCAG 2.1 that Okabe & Ito's orange has on white


def linear(colours: tuple[str, ...]) -> Colours:
    """Linear RGB (n, 3), 0 to 1, of "#rrggbb"."""
    coded = np.array([[int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)] for colour in colours])
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(rgb: Colours) -> Colours:
    """CIELAB (n, 3) of linear RGB."""
    xyz = np.clip(rgb, 0, 1) @ TO_XYZ.T / TO_XYZ.sum(axis=1)
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def nearest(colours: tuple[str, ...], vision: str) -> float:
    """The smallest distance of two of the colours."""
    seen = lab(linear(colours) @ np.array(VISION[vision]).T)
    return min(float(np.linalg.norm(first - second)) for first, second in combinations(seen, 2))


@pytest.mark.parametrize("vision", VISION)
def test_all_colours_differ(vision: str) -> None:
    assert nearest(COMPETITOR_COLOURS, vision) > WIDEST


def test_the_simulation_finds_what_cannot_be_distinguished() -> None:
    assert nearest(("#ff0000", "#808000"), "usual") > 3 * nearest(("#ff0000", "#808000"), "protanopia")


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_all_colours_stand_out_from_the_background(style: PlotStyle) -> None:
    background, *colours = linear((style.background, *COMPETITOR_COLOURS)) @ TO_XYZ[1] + 0.05
    assert min(max(colour, background) / min(colour, background) for colour in colours) > READABLE


def test_each_of_the_most_competitors_has_a_colour_and_a_marker_for_itself() -> None:
    for looks in (COMPETITOR_COLOURS, COMPETITOR_MARKERS, COMPETITOR_SHAPES):
        assert len(set(looks)) == len(looks) == MOST_COMPETITORS
