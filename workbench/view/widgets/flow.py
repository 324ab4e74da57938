"""Widgets side by side that go on in a new row where the window is narrow."""

from tkinter import Misc, Widget

import ttkbootstrap as ttk


class Flow(ttk.Frame):
    """Its children stand in the order in which they were made, in as few rows as the width lets them.

    In a row their middles are on one line. A child that wants another size is placed anew.

    Args:
        gap: pixels between them.
    """

    def __init__(self, parent: Misc, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self._watched: set[str] = set()
        self.bind("<Configure>", lambda _: self._arrange())

    def _arrange(self) -> None:
        y = 0
        for row in self._rows():
            height = max(child.winfo_reqheight() for child in row)
            x = 0
            for child in row:
                child.place(x=x, y=y + (height - child.winfo_reqheight()) // 2)
                x += child.winfo_reqwidth() + self._gap
            y += height + self._gap
        self.configure(height=max(1, y - self._gap))

    def _rows(self) -> list[list[Widget]]:
        rows: list[list[Widget]] = []
        x = 0
        for child in self.children.values():
            if str(child) not in self._watched:
                self._watched.add(str(child))
                child.bind("<Configure>", lambda _: self._arrange(), add="+")
            if not rows or x + child.winfo_reqwidth() > self.winfo_width():
                rows.append([])
                x = 0
            rows[-1].append(child)
            x += child.winfo_reqwidth() + self._gap
        return rows
