"""Widgets side by side that go on in a new row where the window is narrow."""

from tkinter import Misc

import ttkbootstrap as ttk


class Flow(ttk.Frame):
    """Its children stand in the order in which they were made, in as few rows as the width lets them.

    Args:
        gap: pixels between them.
    """

    def __init__(self, parent: Misc, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self.bind("<Configure>", lambda event: self._arrange(event.width))

    def _arrange(self, width: int) -> None:
        x = y = height = 0
        for child in self.winfo_children():
            if x and x + child.winfo_reqwidth() > width:
                x, y = 0, y + height + self._gap
            child.place(x=x, y=y)  # type: ignore[union-attr]  # all children are widgets
            x += child.winfo_reqwidth() + self._gap
            height = child.winfo_reqheight()
        self.configure(height=y + height)
