"""Further training settings."""

from tkinter import BooleanVar, Misc, StringVar

import ttkbootstrap as ttk

from workbench.entries import parse_jobs, parse_validation
from workbench.errors import UserError
from workbench.training.settings import WhichWeights
from workbench.view.choices import DEFAULT_OPTIMIZER, OPTIMIZERS, Choices
from workbench.view.dialogs import Dialog
from workbench.view.theme import px
from workbench.view.widgets import descendants, tip

_JOBS = ("auto", "1", "2", "3", "4")


class OptionsDialog(Dialog):
    """Edits a copy of the choices and writes it back when all of it is right."""

    def __init__(self, parent: Misc, choices: Choices, validation_fixed: bool) -> None:
        super().__init__(parent, "Training options")
        self._choices = choices
        self._texts = {name: StringVar(self, choices.entries[name].get()) for name in ("optimizer", "jobs", "weights")}
        validation = choices.entries["validation"].get()
        self.validation_source = StringVar(self, "test" if validation == "test" else "share")
        self.share = StringVar(self, "0.1" if validation == "test" else validation)
        self.thesis = BooleanVar(self, choices.thesis.get())
        self._row = 0
        self.body.columnconfigure(1, weight=1)
        self._build_training()
        self._build_validation(validation_fixed)
        self._build_rest()
        self.problem = ttk.Label(self.body, bootstyle="danger", wraplength=px(self, 460))
        self.problem.grid(row=self._row, column=0, columnspan=2, sticky="w")
        self.add_button("OK", "ok", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)

    def choose(self, answer: str) -> None:
        """Write back, or say what is wrong."""
        validation = "test" if self.validation_source.get() == "test" else self.share.get().strip()
        try:
            parse_validation(validation)
            parse_jobs(self._texts["jobs"].get())
        except UserError as error:
            self.problem.configure(text=str(error))
            return
        for name, variable in self._texts.items():
            self._choices.entries[name].set(variable.get())
        self._choices.entries["validation"].set(validation)
        self._choices.thesis.set(self.thesis.get())
        super().choose(answer)

    def _build_training(self) -> None:
        frame = ttk.Frame(self.body)
        self.thesis_tick = ttk.Checkbutton(
            frame, text="The thesis's settings", variable=self.thesis, command=self._take_thesis
        )
        self.thesis_tick.pack(anchor="w")
        text = "What the thesis used, wherever a field is empty. Made for full-size datasets: it takes hours."
        ttk.Label(frame, text=text, style="Muted.TLabel", wraplength=px(self, 320)).pack(anchor="w")
        self._add(
            "Settings",
            frame,
            "150, 200 or 100 epochs for tables, images or sequences; empties the fields of the toolbar.",
        )
        box = ttk.Combobox(
            self.body, textvariable=self._texts["optimizer"], values=OPTIMIZERS, state="readonly", width=14
        )
        self._add("Optimizer", box, "“default” is each network's own: Adam, or RMSprop for sequences.")

    def _build_validation(self, fixed: bool) -> None:
        frame = ttk.Frame(self.body)
        row = ttk.Frame(frame)
        row.pack(anchor="w")
        share = ttk.Radiobutton(
            row, text="this share of the training rows:", value="share", variable=self.validation_source
        )
        share.pack(side="left")
        self.share_entry = ttk.Entry(row, textvariable=self.share, width=6)
        self.share_entry.pack(side="left", padx=px(self, 6))
        test = ttk.Radiobutton(
            frame, text="the test set, as in the thesis", value="test", variable=self.validation_source
        )
        test.pack(anchor="w", pady=(px(self, 4), 0))
        text = (
            "The test result is then no longer independent."
            if not fixed
            else "Fixed while this run has trained models; Reset frees it."
        )
        ttk.Label(frame, text=text, style="Muted.TLabel").pack(anchor="w")
        for widget in (share, self.share_entry, test):
            widget.state(["disabled" if fixed else "!disabled"])
        self._add(
            "Validation",
            frame,
            "Rows on which each epoch is judged; they are drawn per class, the same for all networks.",
        )

    def _build_rest(self) -> None:
        box = ttk.Combobox(self.body, textvariable=self._texts["jobs"], values=_JOBS, state="readonly", width=14)
        self._add(
            "Side by side",
            box,
            "How many networks train at the same time; “auto” looks at cores and memory. Results are the same.",
        )
        frame = ttk.Frame(self.body)
        for value, text in ((WhichWeights.LAST, "last epoch"), (WhichWeights.BEST, "best epoch")):
            button = ttk.Radiobutton(frame, text=text, value=str(value), variable=self._texts["weights"])
            button.pack(side="left", padx=(0, px(self, 12)))
        self._add(
            "Weights to test",
            frame,
            "Tests and predictions use the weights of the last epoch, or of the one with the lowest validation loss.",
        )

    def _add(self, label: str, widget: ttk.Frame | ttk.Combobox, explanation: str) -> None:
        text = ttk.Label(self.body, text=label)
        text.grid(row=self._row, column=0, sticky="nw", padx=(0, px(self, 16)), pady=px(self, 6))
        widget.grid(row=self._row, column=1, sticky="w", pady=px(self, 6))
        for item in (text, widget, *descendants(widget)):
            tip(item, explanation)
        self._row += 1

    def _take_thesis(self) -> None:
        """The thesis's settings only show where nothing else is entered."""
        if self.thesis.get():
            self._texts["optimizer"].set(DEFAULT_OPTIMIZER)
            for name in ("epochs", "batch size", "learning rate"):
                self._choices.entries[name].set("")
