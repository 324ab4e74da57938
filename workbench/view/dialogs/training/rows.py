"""Rows of a page of settings: label, control, and a note."""

from collections.abc import Callable, Mapping
from tkinter import Misc, StringVar, Widget

import ttkbootstrap as ttk

from workbench.view.widgets.small import HintEntry, descendants, tip, watch
from workbench.view.widgets.theme import px


class ValueBox(ttk.Combobox):
    """A box whose values have words for people; the variable holds the value."""

    def __init__(
        self, parent: Misc, variable: StringVar, words: Mapping[str, str], width: int, chosen: Callable[[], object]
    ) -> None:
        super().__init__(parent, state="readonly", width=width)
        self._variable = variable
        self._chosen = chosen
        self._words: dict[str, str] = {}
        self.bind("<<ComboboxSelected>>", lambda _: self._picked())
        watch(self, variable, self._show)
        self.offer(words)

    def offer(self, words: Mapping[str, str]) -> None:
        """Values and their words."""
        if dict(words) != self._words:
            self._words = dict(words)
            self.configure(values=list(self._words.values()))
        self._show()

    def _show(self) -> None:
        value = self._variable.get()
        self.set(self._words.get(value, value))

    def _picked(self) -> None:
        self.selection_clear()
        self._variable.set(list(self._words)[self.current()])
        self._chosen()


class Rows(ttk.Frame):
    """A grid of labelled controls; a row can be hidden."""

    def __init__(self, parent: Misc, note_width: int = 230) -> None:
        super().__init__(parent)
        self.columnconfigure(2, weight=1)
        self._note_width = note_width
        self._widgets: dict[str, tuple[ttk.Label, Widget, ttk.Label]] = {}
        self._count = 0
        self.entries: dict[str, HintEntry] = {}
        self.boxes: dict[str, ValueBox] = {}
        self.ticks: dict[str, ttk.Checkbutton] = {}

    def add_entry(
        self, name: str, label: str, variable: StringVar, explanation: str, note: str = "", width: int = 12
    ) -> HintEntry:
        """A row with an entry."""
        row = ttk.Frame(self)
        entry = self.entries[name] = HintEntry(row, variable, width, lambda: None)
        entry.pack(side="left")
        beside = ttk.Label(row, text=note, style="Muted.TLabel")
        beside.pack(side="left", padx=(px(self, 8), 0))
        self._add(name, label, row, explanation, beside)
        return entry

    def add_box(
        self,
        name: str,
        label: str,
        variable: StringVar,
        words: Mapping[str, str],
        explanation: str,
        chosen: Callable[[], object] = lambda: None,
    ) -> ValueBox:
        """A row with a box."""
        box = self.boxes[name] = ValueBox(self, variable, words, 26, chosen)
        self._add(name, label, box, explanation)
        return box

    def add_tick(self, name: str, label: str, variable: StringVar, text: str, explanation: str) -> ttk.Checkbutton:
        """A row with a tick, whose variable is "yes" or "no"."""
        tick = self.ticks[name] = ttk.Checkbutton(self, text=text, variable=variable, onvalue="yes", offvalue="no")
        self._add(name, label, tick, explanation)
        return tick

    def add_gap(self) -> None:
        """A little room below the last row."""
        self.rowconfigure(self._count, minsize=px(self, 10))
        self._count += 1

    def note(self, name: str, text: str) -> None:
        """The text right of a control."""
        label = self._widgets[name][2]
        if label.cget("text") != text:
            label.configure(text=text)

    def relabel(self, name: str, label: str, note: str) -> None:
        """Other words for a row."""
        self._widgets[name][0].configure(text=label)
        self.note(name, note)

    def show(self, name: str, shown: bool) -> None:
        """Let a row be seen or not."""
        for widget in self._widgets[name]:
            if widget.winfo_manager() == "pack":
                continue  # the note inside a row
            if shown:
                widget.grid()
            else:
                widget.grid_remove()

    def _add(self, name: str, label: str, control: Widget, explanation: str, beside: ttk.Label | None = None) -> None:
        text = ttk.Label(self, text=label)
        text.grid(row=self._count, column=0, sticky="w", padx=(0, px(self, 14)))
        control.grid(row=self._count, column=1, columnspan=1 if beside is None else 2, sticky="w", pady=px(self, 3))
        if beside is None:
            beside = ttk.Label(self, style="Muted.TLabel", wraplength=px(self, self._note_width))
            beside.grid(row=self._count, column=2, sticky="w", padx=(px(self, 10), 0))
        for widget in (text, control, *descendants(control)):
            tip(widget, explanation)
        self._widgets[name] = text, control, beside
        self._count += 1
