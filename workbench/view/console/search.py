"""The bar that finds text in the console."""

import tkinter
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.view.widgets.small import tip
from workbench.view.widgets.theme import px

_MATCH, _CURRENT = "match", "current_match"
_LIMIT = 2_000


class ConsoleSearch(ttk.Frame):
    """Opened by Ctrl+F below a text widget; Enter and Shift+Enter go on and back, Escape closes."""

    def __init__(self, parent: Misc, text: tkinter.Text) -> None:
        super().__init__(parent, padding=(px(parent, 4), px(parent, 3)))
        self._text = text
        self._matches: list[str] = []
        self._current = -1
        self.wanted = StringVar(self)
        self.entry = ttk.Entry(self, textvariable=self.wanted, width=28)
        ttk.Label(self, text="Find").pack(side="left", padx=(px(self, 4), px(self, 6)))
        self.entry.pack(side="left")
        tip(self.entry, "Text to look for; capitals do not matter.")
        for label, step, explanation in (("▲", -1, "Earlier match (Shift+Enter)."), ("▼", 1, "Later match (Enter).")):
            button = ttk.Button(
                self, text=label, bootstyle="secondary outline", width=2, command=lambda step=step: self.go(step)
            )
            button.pack(side="left", padx=(px(self, 3), 0))
            tip(button, explanation)
        self.found = ttk.Label(self, style="Muted.TLabel")
        self.found.pack(side="left", padx=px(self, 8))
        close = ttk.Button(self, text="✕", bootstyle="secondary link", width=2, command=self.close)
        close.pack(side="right")
        tip(close, "Close the search (Esc).")
        self.wanted.trace_add("write", lambda *_: self._find())
        self.entry.bind("<Return>", lambda _: self.go(1))
        self.entry.bind("<Shift-Return>", lambda _: self.go(-1))
        self.entry.bind("<Escape>", lambda _: self.close())

    def open(self) -> None:
        """Show the bar and put the cursor into it."""
        self.grid(row=2, column=0, columnspan=2, sticky="ew")
        self.entry.focus_set()
        self.entry.selection_range(0, "end")
        self._find()

    def close(self) -> str:
        """Hide the bar and its marks."""
        self.grid_remove()
        self._unmark()
        self._text.focus_set()
        return "break"

    def go(self, step: int) -> None:
        """Show the next or the previous match, around the ends; lines written meanwhile are searched, too."""
        before = self._matches[self._current] if self._matches and self._current >= 0 else None
        self._find(keep=before)
        if not self._matches:
            return
        self._current = (self._current + step) % len(self._matches)
        self._show()

    def restyle(self) -> None:
        """Marks that read well in both themes."""
        self._text.tag_configure(_MATCH, background="#ffe69c", foreground="#000000")
        self._text.tag_configure(_CURRENT, background="#fd7e14", foreground="#000000")
        self._text.tag_raise(_CURRENT)

    def _find(self, keep: str | None = None) -> None:
        self._unmark()
        wanted = self.wanted.get().lower()
        self._matches = []
        if wanted:
            for number, line in enumerate(self._text.get("1.0", "end-1c").lower().split("\n"), start=1):
                column = line.find(wanted)
                while column >= 0 and len(self._matches) < _LIMIT:
                    self._matches.append(f"{number}.{column}")
                    column = line.find(wanted, column + len(wanted))
        for start in self._matches:
            self._text.tag_add(_MATCH, start, f"{start}+{len(wanted)}c")
        self._current = self._matches.index(keep) if keep in self._matches else len(self._matches) - 1
        self._show()

    def _show(self) -> None:
        self._text.tag_remove(_CURRENT, "1.0", "end")
        if not self._matches:
            self.found.configure(text="not found" if self.wanted.get() else "")
            return
        start = self._matches[self._current]
        self._text.tag_add(_CURRENT, start, f"{start}+{len(self.wanted.get())}c")
        self._text.see(start)
        more = "+" if len(self._matches) == _LIMIT else ""
        self.found.configure(text=f"{self._current + 1} of {len(self._matches):,}{more}")

    def _unmark(self) -> None:
        for tag in (_MATCH, _CURRENT):
            self._text.tag_remove(tag, "1.0", "end")
