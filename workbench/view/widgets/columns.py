"""Columns of a table that stay in sight whatever the width of the window."""

from collections.abc import Mapping, Sequence
from tkinter import Event, Misc

import ttkbootstrap as ttk


def keep_in_sight(table: ttk.Treeview, widths: Mapping[str, int], growing: Sequence[str]) -> None:
    """Fit the columns to the table: narrower by the same factor where there is too little room for all of them.

    Args:
        widths: wanted, in pixels.
        growing: columns that get what is left where there is more room.
    """
    for column in widths:
        table.column(column, stretch=False)

    def fit(event: "Event[Misc]") -> None:
        for column, width in fitted(widths, growing, event.width - 2).items():
            table.column(column, width=width)

    table.bind("<Configure>", fit, add="+")


def fitted(widths: Mapping[str, int], growing: Sequence[str], room: int) -> dict[str, int]:
    """The width of each column in a room of so many pixels."""
    total = sum(widths.values())
    if total > room:
        return {column: max(1, width * room // total) for column, width in widths.items()}
    more = (room - total) // len(growing)
    return {column: width + (more if column in growing else 0) for column, width in widths.items()}
