"""Content that scrolls where there is no room for all of it."""

import tkinter
from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.view.widgets.small import later
from workbench.view.widgets.theme import px


class ScrollingFrame(ttk.Frame):
    """Content that scrolls, with scrollbars only while it does not fit; put children into ``inner``.

    Args:
        across: whether it scrolls horizontally, too; else it is always as wide as its content.
    """

    def __init__(self, parent: Misc, *, across: bool = False) -> None:
        super().__init__(parent)
        self._across = across
        self._room: tuple[int, int] | None = None
        self._waiting = False
        self._canvas = tkinter.Canvas(self, highlightthickness=0, borderwidth=0)
        self._down = ttk.Scrollbar(self, orient="vertical", command=self._canvas.yview)
        self._along = ttk.Scrollbar(self, orient="horizontal", command=self._canvas.xview)
        self._canvas.configure(yscrollcommand=self._down.set, xscrollcommand=self._along.set)
        self.inner = ttk.Frame(self._canvas)
        self._shown_window = self._canvas.create_window(0, 0, anchor="nw", window=self.inner)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self._canvas.grid(row=0, column=0, sticky="nsew")
        self.inner.bind("<Configure>", lambda _: self.fit())
        self._canvas.bind("<Configure>", lambda _: self.fit())
        self.restyle()

    def restyle(self) -> None:
        """Give the canvas the widgets' background."""
        self._canvas.configure(background=ttk.Style.get_instance().colors.bg)

    def follow_wheel(self, widget: Misc) -> None:
        """Let the wheel over ``widget`` scroll the content; over a window: over all that is in it."""
        widget.bind("<Button-4>", lambda event: self._scroll(event, -1))
        widget.bind("<Button-5>", lambda event: self._scroll(event, 1))
        widget.bind("<MouseWheel>", lambda event: self._scroll(event, -1 if event.delta > 0 else 1))

    def limit(self, width: int, height: int) -> None:
        """Be as large as the content, but at most so large, in pixels."""
        self._room = width, height
        self.fit()

    def see(self, widget: Misc) -> None:
        """Scroll so that ``widget`` (which got the focus) is visible."""
        canvas = self._canvas
        if self._down.winfo_ismapped():
            top = widget.winfo_rooty() - self.inner.winfo_rooty()
            _bring(canvas.yview(), self.inner.winfo_height(), top, widget.winfo_height(), canvas.yview_moveto)
        if self._along.winfo_ismapped():
            left = widget.winfo_rootx() - self.inner.winfo_rootx()
            _bring(canvas.xview(), self.inner.winfo_width(), left, widget.winfo_width(), canvas.xview_moveto)

    def fit_soon(self) -> None:
        """The content may want another size."""
        if not self._waiting:
            self._waiting = True
            later(self, 1, self.fit)

    def fit(self) -> None:
        """Give the content at least the room that it wants, and show the scrollbars that it needs for that."""
        self._waiting = False
        canvas, wanted = self._canvas, (self.inner.winfo_reqwidth(), self.inner.winfo_reqheight())
        bars = self._down.winfo_reqwidth(), self._along.winfo_reqheight()
        width, height = wanted
        if self._room is not None:
            width = min(width, self._room[0] - (bars[0] if height > self._room[1] else 0))
            height = min(height, self._room[1] - (bars[1] if wanted[0] > width else 0))
        elif not self._across:
            height = int(canvas.cget("height"))
        if (int(canvas.cget("width")), int(canvas.cget("height"))) != (width, height):
            canvas.configure(width=width, height=height)
        self._show_bars(wanted, bars)
        seen = canvas.winfo_width(), canvas.winfo_height()
        canvas.configure(scrollregion=(0, 0, *wanted), yscrollincrement=px(self, 20), xscrollincrement=px(self, 20))
        # No size while none is needed: the content says that it wants more only where nothing holds it.
        stretched = [have if have > want else 0 for have, want in zip(seen, wanted, strict=True)]
        canvas.itemconfigure(self._shown_window, width=stretched[0], height=stretched[1] if self._across else 0)

    def _show_bars(self, wanted: tuple[int, int], bars: tuple[int, int]) -> None:
        width, height = self.winfo_width(), self.winfo_height()
        if width <= 1 or height <= 1:
            return
        down = wanted[1] > height
        along = self._across and wanted[0] > width - (bars[0] if down else 0)
        down = down or (along and wanted[1] > height - bars[1])
        for bar, needed, place, move in (
            (self._down, down, {"row": 0, "column": 1, "sticky": "ns"}, self._canvas.yview_moveto),
            (self._along, along, {"row": 1, "column": 0, "sticky": "ew"}, self._canvas.xview_moveto),
        ):
            if needed:
                bar.grid(**place)
            elif bar.winfo_manager():
                bar.grid_remove()
                move(0)

    def _scroll(self, event: "tkinter.Event[Misc]", step: int) -> None:
        """The wheel was turned: a list or a text that can scroll has it for itself."""
        under = event.widget
        lists = tkinter.Listbox | tkinter.Text | ttk.Treeview
        scrolls_itself = isinstance(under, lists) and under.yview() != (0.0, 1.0)
        if self._down.winfo_ismapped() and not scrolls_itself:
            self._canvas.yview_scroll(2 * step, "units")


def _bring(shown: tuple[float, float], whole: int, start: int, length: int, move: Callable[[float], object]) -> None:
    """Scroll in one direction so that what lies from ``start`` is seen, of its end as much as there is room for."""
    first, last = (edge * whole for edge in shown)
    if start < first or length > last - first:
        move(start / whole)
    elif start + length > last:
        move((start + length - (last - first)) / whole)
