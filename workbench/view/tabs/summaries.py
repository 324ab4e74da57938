"""Keras's table of layers of each network."""

import tkinter
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.reporting.sizes import size_note
from workbench.reporting.text import format_count
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.widgets import theme
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

_WAITING = (
    "The summary appears here as soon as a worker has built the network; that takes a few seconds after the start."
)


class SummariesTab(Tab):
    """One network at a time, chosen by the buttons on top."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent, padding=px(parent, 10))
        self._experiment = context.experiment
        self._shown: object = None
        self._names: tuple[str, ...] = ()
        self.chosen = StringVar(self)
        self._row = ttk.Frame(self)
        self._row.pack(fill="x", pady=(0, px(self, 8)))
        self.copy = ttk.Button(self._row, text="Copy", bootstyle="secondary outline", command=self._copy)
        self.copy.pack(side="right", anchor="n", padx=(px(self, 8), 0))
        self._frame = ttk.Frame(self._row)
        self._frame.pack(side="left", fill="x", expand=True)
        self._frame.bind("<Configure>", lambda event: self._arrange(event.width))
        self.buttons: list[ttk.Radiobutton] = []
        tip(self.copy, "Copy this summary to the clipboard.")
        self.about = ttk.Label(self, style="Muted.TLabel")
        self.about.pack(fill="x", pady=(0, px(self, 6)))
        self.about.bind("<Configure>", lambda event: self.about.configure(wraplength=event.width))
        frame = ttk.Frame(self)
        frame.pack(fill="both", expand=True)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.text = tkinter.Text(
            frame, wrap="none", font="TkFixedFont", borderwidth=0, state="disabled", width=40, height=8
        )
        self.text.grid(row=0, column=0, sticky="nsew")
        self.text.configure(padx=px(self, 8), pady=px(self, 6))
        add_scrollbars(self.text)
        self.text.bind("<Button-1>", lambda _: self.text.focus_set(), add="+")
        self.restyle()

    def refresh(self) -> None:
        """Offer the experiment's networks and show the chosen one."""
        competitors = self._experiment().competitors
        if tuple(competitors) != self._names:
            self._names = tuple(competitors)
            for button in self.buttons:
                button.destroy()
            self.buttons = []
            self.chosen.set(self._names[0])
            for name in self._names:
                button = ttk.Radiobutton(
                    self._frame, text=name, value=name, variable=self.chosen, bootstyle="primary outline toolbutton",
                    command=self.refresh,
                )  # fmt: skip
                tip(button, competitors[name].architecture.description)
                self.buttons.append(button)
            self._arrange(self._frame.winfo_width())
        competitor = competitors[self.chosen.get()]
        sizes = size_note({each.name: each.parameters for each in competitors.values()})
        if self._shown != (competitor.name, competitor.summary, sizes):
            self._shown = (competitor.name, competitor.summary, sizes)
            about = f"{competitor.architecture.description}  {format_count(competitor.parameters)} parameters."
            self.about.configure(text=f"{about}\n{sizes}".rstrip())
            self._fill(competitor.summary or _WAITING)
            self.copy.state(["!disabled" if competitor.summary else "disabled"])

    def _arrange(self, width: int) -> None:
        """Put the buttons into as many rows as they need."""
        columns = max(1, width // max(button.winfo_reqwidth() for button in self.buttons))
        for place, button in enumerate(self.buttons):
            button.grid(row=place // columns, column=place % columns, sticky="ew")

    def restyle(self) -> None:
        """Colours of the theme in use."""
        style = theme.plot_style()
        colours = ttk.Style.get_instance().colors
        self.text.configure(
            background=style.background, foreground=style.foreground, selectbackground=colours.primary,
            selectforeground="#ffffff", highlightthickness=px(self, 1), highlightbackground=colours.border,
            highlightcolor=colours.primary,
        )  # fmt: skip

    def _fill(self, content: str) -> None:
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        self.text.insert("1.0", content)
        self.text.configure(state="disabled")

    def _copy(self) -> None:
        self.clipboard_clear()
        self.clipboard_append(self.text.get("1.0", "end-1c"))
