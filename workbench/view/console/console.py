"""The text console: capped on screen, autoscroll that waits while the user reads, progress lines that stay in place."""

import tkinter
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.plots.style import COMPETITOR_COLOURS, competitor_colour
from workbench.view.console.buffer import CAPACITY, ConsoleBuffer
from workbench.view.console.search import ConsoleSearch
from workbench.view.widgets import theme
from workbench.view.widgets.small import Panel, add_scrollbars, later, tip
from workbench.view.widgets.theme import px

_REDRAW_MS = 60
_TRIM_BLOCK = 500
_LOG_END = "log_end"
_FAILURE, _PROGRESS = "failure", "progress"


class Console(Panel):
    """Shows a `ConsoleBuffer`, which outlives the widget."""

    def __init__(self, parent: Misc, buffer: ConsoleBuffer) -> None:
        super().__init__(parent)
        self.buffer = buffer
        self.following = True
        self._new_lines = 0
        self._drawn = 0
        self._redraw: str | None = None
        self._names: tuple[str, ...] = ()
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.text = tkinter.Text(
            self, wrap="none", state="disabled", font="TkFixedFont", borderwidth=0, highlightthickness=px(self, 1),
            padx=px(self, 6), pady=px(self, 4), width=40, height=8, takefocus=True, cursor="xterm",
        )  # fmt: skip
        self.text.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.text, on_scroll=self._look_where_we_are)
        self.text.mark_set(_LOG_END, "1.0")
        self.text.mark_gravity(_LOG_END, "left")
        self.resume = ttk.Button(
            self, text="", bootstyle="primary", command=self.follow, padding=(px(self, 8), px(self, 2))
        )
        tip(self.resume, "Go to the newest line and follow it again (End).")
        self.search = ConsoleSearch(self, self.text)
        for sequence in ("<MouseWheel>", "<Button-4>", "<Button-5>", "<Key>", "<ButtonRelease-1>", "<B1-Motion>"):
            self.text.bind(sequence, lambda _: later(self, 1, self._look_where_we_are), add="+")
        self.text.bind("<Button-1>", lambda _: self.text.focus_set(), add="+")
        self.text.bind("<Configure>", lambda _: later(self, 1, self._stay_at_end), add="+")
        self.text.bind("<End>", lambda _: self.follow())
        self.text.bind("<Control-End>", lambda _: self.follow())
        self.text.bind("<Control-a>", lambda _: self._select_all())
        self.restyle()
        buffer.waiting = len(buffer.lines)
        self._schedule()

    def write(self, text: str) -> list[str]:
        """Add one or more lines at the end of the log; returned one by one for the log on disk."""
        new = self.buffer.append(text)
        self._schedule()
        return new

    def set_progress(self, model: str, line: str | None) -> None:
        """Rewrite the progress line of a model, or take it away."""
        if line is None:
            if self.buffer.progress.pop(model, None) is None:
                return
        else:
            self.buffer.progress[model] = line
        self._schedule()

    def name_colours(self, names: tuple[str, ...]) -> None:
        """Give the names of the competitors their colours in lines written from now on."""
        self._names = names

    def clear(self) -> None:
        """Empty the screen; what is on disk stays."""
        self.buffer.clear()
        self.text.configure(state="normal")
        self.text.delete("1.0", _LOG_END)
        self.text.configure(state="disabled")
        self._drawn = 0
        self.follow()

    def follow(self) -> str:
        """Show the newest line and keep showing it."""
        self.following, self._new_lines = True, 0
        self.resume.place_forget()
        self.text.see("end")
        self.text.yview_moveto(1.0)
        return "break"

    def restyle(self) -> None:
        """Colours of the theme in use."""
        colours = ttk.Style.get_instance().colors
        style = theme.plot_style()
        self.text.configure(
            background=style.background, foreground=style.foreground, insertbackground=style.foreground,
            selectbackground=colours.primary, selectforeground="#ffffff",
            highlightbackground=colours.border, highlightcolor=colours.primary,
        )  # fmt: skip
        self.text.tag_configure(_FAILURE, foreground=colours.danger)
        self.text.tag_configure(_PROGRESS, foreground=style.muted)
        for index in range(len(COMPETITOR_COLOURS)):
            colour = competitor_colour(index)
            self.text.tag_configure(f"name{index}", background=colour, foreground=theme.readable_on(colour))
        self.search.restyle()

    def _schedule(self) -> None:
        if self._redraw is None:
            self._redraw = later(self, _REDRAW_MS, self._draw)

    def _draw(self) -> None:
        """Draw what waits; the cost depends on what is new, never on what has been written before."""
        self._redraw = None
        new = self.buffer.next_lines()
        text = self.text
        text.configure(state="normal")
        text.delete(_LOG_END, "end-1c")  # with "end" Tk would take the newline before, too
        if new:
            pieces: list[object] = []
            for line in new:
                pieces += self._pieces(line, ())
            text.insert("end", *pieces)  # type: ignore[arg-type]
            text.mark_set(_LOG_END, "end-1c")
            self._drawn += len(new)
        for line in self.buffer.progress.values():
            text.insert("end", *self._pieces(line, (_PROGRESS,)))  # type: ignore[arg-type]
        if self._drawn > CAPACITY + _TRIM_BLOCK:
            text.delete("1.0", f"{self._drawn - CAPACITY + 1}.0")
            self._drawn = CAPACITY
        text.configure(state="disabled")
        if self.buffer.waiting:
            self._schedule()
        if self.following:
            text.yview_moveto(1.0)
        elif new:
            self._new_lines += len(new)
            self._show_hint()

    def _pieces(self, line: str, tags: tuple[str, ...]) -> list[object]:
        """Arguments of ``Text.insert``: the line with the competitor's name in its colour."""
        if "failed:" in line:
            tags = (*tags, _FAILURE)
        head, separator, rest = line[11:].partition(" ")
        if head in self._names:
            colour = f"name{self._names.index(head) % len(COMPETITOR_COLOURS)}"
            return [line[:11], tags, head, (*tags, colour), f"{separator}{rest}\n", tags]
        return [f"{line}\n", tags]

    def _look_where_we_are(self) -> None:
        """Follow new lines only while the user looks at the end."""
        at_end = self.text.yview()[1] >= 0.9999
        if at_end and not self.following:
            self.follow()
        elif not at_end and self.following:
            self.following = False
            self._show_hint()

    def _stay_at_end(self) -> None:
        if self.following:
            self.text.yview_moveto(1.0)

    def _show_hint(self) -> None:
        new = f"{self._new_lines:,} new line{'s' if self._new_lines != 1 else ''} · " if self._new_lines else ""
        self.resume.configure(text=f"↓ {new}follow")
        self.resume.place(relx=1.0, rely=1.0, x=-px(self, 28), y=-px(self, 24), anchor="se")

    def _select_all(self) -> str:
        self.text.tag_add("sel", "1.0", _LOG_END)
        return "break"
