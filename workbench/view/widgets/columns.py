"""Columns of a table that stay in sight whatever the width of the window."""

from collections.abc import Mapping, Sequence
from tkinter import Event, Misc

import ttkbootstrap as ttk

from workbench.view.widgets.theme import px

_BORDERS = 4


def keep_in_sight(table: ttk.Treeview, widths: Mapping[str, int], elastic: Sequence[str]) -> None:
    """Fit the columns to the table whenever its width changes; where that is too little they can be scrolled to.

    Args:
        widths: wanted, in pixels.
        elastic: columns that get what is left where there is more room, and give it where there is less.
    """
    for column in widths:
        table.column(column, stretch=False)

    def fit(event: "Event[Misc]") -> None:
        for column, width in fitted(widths, elastic, event.width - px(table, _BORDERS)).items():
            table.column(column, width=width)

    table.bind("<Configure>", fit, add="+")


def fitted(widths: Mapping[str, int], elastic: Sequence[str], room: int) -> dict[str, int]:
    """The width of each column in a room of so many pixels; the elastic ones keep half of theirs at least."""
    stretched = sum(widths[column] for column in elastic)
    more = max(room - sum(widths.values()), -stretched // 2)
    return {column: width + (more * width // stretched if column in elastic else 0) for column, width in widths.items()}
