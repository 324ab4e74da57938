"""Predict all samples of files: what each network says of each, as a table that can be saved."""

from collections.abc import Sequence
from pathlib import Path
from tkinter import Misc, filedialog

import ttkbootstrap as ttk

from workbench.errors import UserError
from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.events.training import BatchProgress
from workbench.jobs.types.predict_files import FilesPredicted
from workbench.reporting.predictions import verdict, write_predictions
from workbench.storage.outputs import Inputs
from workbench.view.dialogs.modal import Dialog
from workbench.view.widgets.background import in_background
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

SHOWN = 1_000
"""Rows on the screen; the file has all."""
_NOTES = 5
_WIDEST = 940
"""Pixels of the table at 100 %: wider ones scroll."""


class PredictFilesDialog(Dialog):
    """A row a sample, a column a network.

    Args:
        inputs: what the results are not written over.

    Attributes:
        found: what each network said.
    """

    def __init__(self, parent: Misc, networks: Sequence[str], inputs: Inputs) -> None:
        super().__init__(parent, "Predicted files")
        self.found: dict[str, FilesPredicted] = {}
        self._networks = networks
        self._inputs = inputs
        frame = ttk.Frame(self.body)
        frame.pack(fill="both", expand=True)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.table = ttk.Treeview(frame, columns=list(networks), height=14, selectmode="browse")
        self.table.heading("#0", text="sample", anchor="w")
        self.table.column("#0", width=px(self, 300), minwidth=px(self, 120))
        for name in networks:
            self.table.heading(name, text=name, anchor="w")
            self.table.column(name, width=px(self, 160), minwidth=px(self, 120), anchor="w")
        self.table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.table)
        if self.table.winfo_reqwidth() > px(self, _WIDEST):  # the table scrolls, not the whole dialog
            frame.configure(width=px(self, _WIDEST), height=self.table.winfo_reqheight() + px(self, 16))
            frame.grid_propagate(False)
        tip(self.table, "The most probable class and its probability, by each network.")
        row = ttk.Frame(self.body)
        row.pack(fill="x", pady=(px(self, 8), 0))
        self.progress = ttk.Progressbar(row, bootstyle="thin", maximum=1.0, length=px(self, 160))
        self.progress.pack(side="right")
        self.status = ttk.Label(row, text="Waiting for a worker…", style="Small.TLabel", wraplength=px(self, 640))
        self.status.pack(side="left")
        self.close = self.add_button("Close", "close", default=True)
        tip(self.close, "Close; what is still under way is stopped.")
        self.save = ttk.Button(self.buttons, text="Save as CSV…", bootstyle="secondary outline", command=self._save)
        self.save.pack(side="left")
        self.save.state(["disabled"])
        tip(self.save, "Save every sample with the predicted class and all probabilities, a line for each network.")

    def receive(self, event: Event) -> None:
        """What a worker reports."""
        if not self.winfo_exists():
            return
        match event:
            case BatchProgress():
                done = self._networks.index(event.trial_id) + event.done / event.total
                self.progress.configure(value=done / len(self._networks))
                self.status.configure(text=f"{event.trial_id}: {event.done:,} of {event.total:,}")
            case FilesPredicted():
                self.found[event.trial_id] = event
                self._show(event)
            case JobFailed():
                self._rest(f"{event.message} {event.advice}".strip(), wrong=True)
            case JobEnded():
                self._rest("Stopped." if event.outcome is Outcome.STOPPED else self._summary())

    def _show(self, event: FilesPredicted) -> None:
        for place, sample in enumerate(event.samples[:SHOWN]):
            name, probability = verdict(event.classes, event.probabilities[place])
            if not self.table.exists(str(place)):
                self.table.insert("", "end", str(place), text=sample)
            self.table.set(str(place), event.trial_id, f"{name}  {100 * probability:.1f} %")

    def _summary(self) -> str:
        event = next(iter(self.found.values()))
        sentences = [f"{len(event.samples):,} samples."]
        if len(event.samples) > SHOWN:
            sentences.append(f"The first {SHOWN:,} are shown; the saved file has all.")
        if event.left_out:
            sentences.append(f"{len(event.left_out):,} were left out, for example {event.left_out[0]}.")
        sentences += event.notes[:_NOTES]
        if len(event.notes) > _NOTES:
            sentences.append(f"And {len(event.notes) - _NOTES:,} more notes like these.")
        return " ".join(sentences)

    def _rest(self, text: str, *, wrong: bool = False) -> None:
        self.progress.pack_forget()
        self.status.configure(text=text, bootstyle="danger" if wrong else "default")
        self.save.state(["!disabled" if self.found else "disabled"])

    def _save(self) -> None:
        chosen = filedialog.asksaveasfilename(
            parent=self,
            title="Save predictions",
            defaultextension=".csv",
            initialfile="predictions.csv",
            filetypes=(("CSV", "*.csv"), ("All files", "*")),
        )
        if not chosen:
            return
        try:
            self._inputs.check_file(Path(chosen))
        except UserError as error:
            self.status.configure(text=str(error), bootstyle="danger")
            return
        self.save.state(["disabled"])
        self.status.configure(text=f"Saving to {chosen}…", bootstyle="default")

        def done(result: Exception | None) -> None:
            self.save.state(["!disabled"])
            if isinstance(result, UserError):
                self.status.configure(text=str(result), bootstyle="danger")
            elif result is not None:
                raise result
            else:
                self.status.configure(text=f"Saved to {chosen}.", bootstyle="default")

        first = next(iter(self.found.values()))
        said = {name: event.probabilities for name, event in self.found.items()}
        in_background(self, lambda: write_predictions(Path(chosen), first.samples, first.classes, said), done)
