"""Where axes and texts go in a figure of a given size.

Lengths are in points (1/72 inch), so that text of a given size fits whatever the resolution.
"""

from dataclasses import dataclass
from math import ceil, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CHARACTER_WIDTH = 0.62  # of the font size: the mean of DejaVu Sans, capitals counted


@dataclass(frozen=True)
class Margins:
    """Space around a box, in points."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """Equal cells in a figure, filled row by row."""

    width: float
    height: float
    outer: Margins
    rows: int
    columns: int

    @property
    def cell_width(self) -> float:
        return (self.width - self.outer.left - self.outer.right) / self.columns

    @property
    def cell_height(self) -> float:
        return (self.height - self.outer.top - self.outer.bottom) / self.rows

    def inside(self, inner: Margins) -> tuple[float, float]:
        """Width and height of a cell without its margins."""
        return self.cell_width - inner.left - inner.right, self.cell_height - inner.top - inner.bottom

    def place(self, axes: "Axes", index: int, inner: Margins) -> tuple[float, float]:
        """Put ``axes`` into a cell, ``inner`` free around it; returns its width and height."""
        row, column = divmod(index, self.columns)
        width, height = (max(length, 1.0) for length in self.inside(inner))
        left = self.outer.left + column * self.cell_width + inner.left
        bottom = self.outer.bottom + (self.rows - 1 - row) * self.cell_height + inner.bottom
        axes.set_position((left / self.width, bottom / self.height, width / self.width, height / self.height))
        return width, height


def best_columns(count: int, width: float, height: float, aspect: float) -> int:
    """Columns of a grid of ``count`` cells in a box, such that a cell's width / height is near to ``aspect``."""

    width, height = max(width, 1.0), max(height, 1.0)

    def cost(columns: int) -> float:
        rows = ceil(count / columns)
        empty = rows * columns - count
        return abs(log(width / columns * rows / height / aspect)) + 0.25 * empty

    return min(range(1, count + 1), key=cost)


def text_width(text: str, size: float) -> float:
    """Rough width of a text in points."""
    return len(text) * size * CHARACTER_WIDTH


def elide(text: str, length: int) -> str:
    """``text`` with an ellipsis in the middle if it is longer than ``length`` characters; its end often tells most."""
    if len(text) <= length:
        return text
    head = length // 2
    return f"{text[:head].rstrip()}…{text[len(text) - (length - head - 1) :].lstrip()}"
