"""Small widgets that several panels use."""

import gc
import tkinter
from collections.abc import Callable, Iterator
from tkinter import Misc, StringVar, Variable
from tkinter.font import Font

import ttkbootstrap as ttk

from workbench.plots.layout import elide
from workbench.view.widgets.theme import px


def tip(widget: Misc, text: str) -> ttk.ToolTip:
    """Explain a control when the pointer rests on it."""
    return ttk.ToolTip(widget, text=text, wraplength=px(widget, 320), padding=px(widget, 6), delay=500)


def later(widget: Misc, milliseconds: int, react: Callable[[], object]) -> str:
    """As Tk's ``after``, but nothing happens if the widget is gone by then."""
    root: Misc = widget.nametowidget(".")
    return root.after(milliseconds, lambda: react() if widget.winfo_exists() else None)


def watch(widget: Misc, variable: Variable, react: Callable[[], object]) -> None:
    """Call ``react`` whenever the variable is written, as long as the widget lives (variables outlive it)."""
    trace = variable.trace_add("write", lambda *_: react())

    def forget(event: "tkinter.Event[Misc]") -> None:
        if event.widget is widget:
            variable.trace_remove("write", trace)

    widget.bind("<Destroy>", forget, add="+")


def let_go() -> None:
    """Collect destroyed widgets now: variables that another thread's collector finds cannot tell Tk that they go."""
    gc.collect()


def elide_to_width(text: str, letters: Font, width: int) -> str:
    """``text`` with as few characters left out of its middle as make it fit into ``width`` pixels."""
    lengths = range(max(len(text), 1), 0, -1)
    return next((short for length in lengths if letters.measure(short := elide(text, length)) <= width), "…")


def descendants(widget: Misc) -> Iterator[Misc]:
    """All widgets inside a widget."""
    for child in widget.winfo_children():
        yield child
        yield from descendants(child)


class Panel(ttk.Frame):
    """A part of the window. The window calls these; a panel overrides those that concern it."""

    def refresh(self) -> None:
        """Show what has changed in the experiment; called after events, at most a few times a second."""

    def restyle(self) -> None:
        """The theme has changed; only needed for widgets that ttkbootstrap does not restyle."""


class HintEntry(ttk.Frame):
    """An entry that shows in grey what an empty field means."""

    def __init__(self, parent: Misc, variable: StringVar, width: int, on_return: Callable[[], object]) -> None:
        super().__init__(parent)
        self.variable = variable
        self.entry = ttk.Entry(self, textvariable=variable, width=width)
        self.entry.pack(fill="both", expand=True)
        self._hint = ttk.Label(self.entry, style="Hint.TLabel", cursor="xterm")
        self._hint.bind("<Button-1>", lambda _: self.entry.focus_set())
        self.entry.bind("<Return>", lambda _: on_return())
        watch(self, variable, self._place)
        self._place()

    def set_hint(self, text: str) -> None:
        """What an empty field means, for example "10"."""
        if self._hint.cget("text") != text:
            self._hint.configure(text=text)

    def enable(self, enabled: bool) -> None:
        """Let the field be edited or not."""
        state = "normal" if enabled else "disabled"
        if str(self.entry.cget("state")) != state:
            self.entry.configure(state=state)

    def _place(self) -> None:
        if self.variable.get():
            self._hint.place_forget()
        else:
            self._hint.place(x=px(self, 9), rely=0.5, anchor="w")


class LateScrollbar(ttk.Scrollbar):
    """A scrollbar in a grid that appears when there is something to scroll.

    It goes away only when the size of its surroundings has changed: a text is as wide as its widest visible line, so
    that a bar which hides such a line would come and go for ever.
    """

    _needed_since_resize = False

    def place_at(self, row: int, column: int, sticky: str) -> None:
        """Where it will appear."""
        self.grid(row=row, column=column, sticky=sticky)
        self.grid_remove()
        self.master.bind("<Configure>", lambda _: later(self, 50, self._look_again), add="+")

    def set(self, first: float | str, last: float | str) -> None:
        """Called by the scrolled widget."""
        super().set(first, last)
        if float(first) > 0.0 or float(last) < 1.0:
            self._needed_since_resize = True
            self.grid()
        elif not self._needed_since_resize:
            self.grid_remove()

    def _look_again(self) -> None:
        self._needed_since_resize = False
        self.set(*self.get())


def add_scrollbars(
    widget: "tkinter.Text | ttk.Treeview",
    *,
    across: bool = True,
    reserve: bool = False,
    on_scroll: Callable[[], object] = lambda: None,
) -> None:
    """Put scrollbars beside a widget that stands in row 0, column 0 of a grid.

    Args:
        across: whether it scrolls horizontally, too.
        reserve: whether the vertical one has its room also while it is not needed, so that nothing moves when it is.
        on_scroll: hears of moves.
    """

    def scroll(*args: str) -> None:
        widget.yview(*args)
        on_scroll()

    down = LateScrollbar(widget.master, orient="vertical", command=scroll)
    down.place_at(row=0, column=1, sticky="ns")
    if reserve:
        widget.master.columnconfigure(1, minsize=down.winfo_reqwidth())
    widget.configure(yscrollcommand=down.set)
    if across:
        along = LateScrollbar(widget.master, orient="horizontal", command=widget.xview)
        along.place_at(row=1, column=0, sticky="ew")
        widget.configure(xscrollcommand=along.set)
