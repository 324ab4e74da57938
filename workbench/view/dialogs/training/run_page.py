"""Options of the whole run: validation data, networks side by side, which weights are tested."""

from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.settings.entries import parse_jobs, parse_validation
from workbench.settings.request import WhichWeights
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import descendants, tip
from workbench.view.widgets.theme import px

_JOBS = ("auto", "1", "2", "3", "4")


class RunPage(ttk.Frame):
    """Edits copies and writes them back."""

    def __init__(self, parent: Misc, selection: Selection, validation_fixed: bool) -> None:
        super().__init__(parent, padding=px(parent, 12))
        self._selection = selection
        self._texts = {name: StringVar(self, selection.entries[name].get()) for name in ("jobs", "weights")}
        validation = selection.entries["validation"].get()
        self.validation_source = StringVar(self, "test" if validation == "test" else "fraction")
        self.fraction = StringVar(self, "0.1" if validation == "test" else validation)
        self._row = 0
        self.columnconfigure(1, weight=1)
        self._build_validation(validation_fixed)
        self._build_rest()

    def check(self) -> None:
        """Raise `UserError` for a wrong entry."""
        parse_validation(self._validation())
        parse_jobs(self._texts["jobs"].get())

    def save(self) -> None:
        """Write everything back."""
        for name, variable in self._texts.items():
            self._selection.entries[name].set(variable.get())
        self._selection.entries["validation"].set(self._validation())

    def clear(self) -> None:
        """As at first; validation only while it can change."""
        self._texts["jobs"].set("auto")
        self._texts["weights"].set(str(WhichWeights.LAST))
        if self.fraction_entry.instate(["!disabled"]):
            self.validation_source.set("fraction")
            self.fraction.set("0.1")

    def _validation(self) -> str:
        return "test" if self.validation_source.get() == "test" else self.fraction.get().strip()

    def _build_validation(self, fixed: bool) -> None:
        frame = ttk.Frame(self)
        row = ttk.Frame(frame)
        row.pack(anchor="w")
        fraction = ttk.Radiobutton(
            row, text="this fraction of the training rows:", value="fraction", variable=self.validation_source
        )
        fraction.pack(side="left")
        self.fraction_entry = ttk.Entry(row, textvariable=self.fraction, width=6)
        self.fraction_entry.pack(side="left", padx=px(self, 6))
        test = ttk.Radiobutton(
            frame, text="the test set, as in the papers", value="test", variable=self.validation_source
        )
        test.pack(anchor="w", pady=(px(self, 4), 0))
        text = (
            "The test result is then no longer independent."
            if not fixed
            else "Fixed while this run has trained models; Reset frees it."
        )
        ttk.Label(frame, text=text, style="Muted.TLabel").pack(anchor="w")
        for widget in (fraction, self.fraction_entry, test):
            widget.state(["disabled" if fixed else "!disabled"])
        self._add(
            "Validation",
            frame,
            "Rows on which each epoch is judged; they are drawn per class, the same for all networks.",
        )

    def _build_rest(self) -> None:
        box = ttk.Combobox(self, textvariable=self._texts["jobs"], values=_JOBS, state="readonly", width=14)
        self._add(
            "Side by side",
            box,
            "How many networks train at the same time; “auto” looks at cores and memory. Results are the same.",
        )
        frame = ttk.Frame(self)
        for value, text in ((WhichWeights.LAST, "last epoch"), (WhichWeights.BEST, "best epoch")):
            button = ttk.Radiobutton(frame, text=text, value=str(value), variable=self._texts["weights"])
            button.pack(side="left", padx=(0, px(self, 12)))
        self._add(
            "Weights to test",
            frame,
            "Tests and predictions use the weights of the last epoch, or of the one with the lowest validation loss.",
        )

    def _add(self, label: str, widget: ttk.Frame | ttk.Combobox, explanation: str) -> None:
        text = ttk.Label(self, text=label)
        text.grid(row=self._row, column=0, sticky="nw", padx=(0, px(self, 16)), pady=px(self, 6))
        widget.grid(row=self._row, column=1, sticky="w", pady=px(self, 6))
        for shown in (text, widget, *descendants(widget)):
            tip(shown, explanation)
        self._row += 1
