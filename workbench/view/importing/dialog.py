"""The dialog "Your data": a worker looks at a file or folder, the user corrects the guesses and names the set."""

from pathlib import Path
from tkinter import Misc, StringVar
from typing import Any

import ttkbootstrap as ttk

from workbench.data.imports.checks import CheckReport, Severity
from workbench.data.imports.formats import source_of
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import Recipe, with_name
from workbench.data.imports.registry import format_named, format_of, format_of_options, formats_for
from workbench.data.imports.remembered import recall, remember
from workbench.errors import UserError
from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.inspect import DataChecked, Inspected
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.training.rows import ValueBox
from workbench.view.importing.jobs import ImportJobs
from workbench.view.importing.notes import FACT, WARNING, ImportNotes, report_lines
from workbench.view.importing.page import ImportPage
from workbench.view.importing.pages import PAGES
from workbench.view.importing.remembered import imported_names
from workbench.view.widgets.background import in_background
from workbench.view.widgets.small import later, let_go, tip
from workbench.view.widgets.theme import px

_DEBOUNCE_MS = 500
_SIZE = (1000, 380)
_USELESS = "These data cannot be used as they are read now."


class ImportDialog(Dialog):
    """Looks at data of the user's; each change of an option looks again.

    Args:
        experiment: whose workers look.
        path: a table, or a folder of images or texts.
        options: from an earlier time; None: all is guessed.
        name: proposed for the set.

    Attributes:
        recipe: how the data are read with the options in force, None while that is open.
    """

    def __init__(
        self,
        parent: Misc,
        experiment: Experiment,
        jobs: ImportJobs,
        path: Path,
        options: ImportOptions | None,
        name: str,
    ) -> None:
        super().__init__(parent, "Your data")
        self.recipe: Recipe | None = None
        self.page: ImportPage[Any, Any, Any] | None = None
        self._experiment = experiment
        self._jobs = jobs
        self._path = path
        self._options = options
        self._proposed = name
        self._number = 0
        self._timer = ""
        self._found_before: list[str] = []
        self.name = StringVar(self, name)
        self.format = StringVar(self, "")
        self._build_head()
        self._frame = ttk.Frame(self.body, width=px(self, _SIZE[0]), height=px(self, _SIZE[1]))
        self._frame.pack(fill="both", expand=True, pady=(px(self, 8), px(self, 6)))
        self._frame.pack_propagate(False)
        self._build_foot()
        self._ok = self.add_button("OK", "ok", default=True)
        tip(self._ok, "Remember these data under their name, and start an experiment with them.")
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)
        if options is not None:
            self._show_page(options)
        self._look()

    def run(self) -> Recipe | None:
        """The remembered recipe, None if the user changed their mind."""
        return self.recipe if self.wait(self.entry) else None

    def choose(self, answer: str) -> None:
        """Remember the set, then close."""
        if self.recipe is None or self._number:
            return
        folders = self._experiment.folders
        try:
            recipe = with_name(self.recipe, self._free_name())
        except UserError as error:
            self.notes.show_problem(error)
            self.entry.focus_set()
            return
        self._ok.state(["disabled"])

        def done(result: "Exception | None") -> None:
            if isinstance(result, UserError):
                self.notes.show_problem(result)
                self._ok.state(["!disabled"])
            elif isinstance(result, Exception):
                raise result
            else:
                self.recipe = recipe
                super(ImportDialog, self).choose(answer)

        in_background(self, lambda: remember(recipe, folders), done)

    def destroy(self) -> None:
        """Nobody needs what the worker finds any more."""
        self._stop()
        super().destroy()

    def change(self, options: ImportOptions) -> None:
        """Look again with other options, as soon as they have been at rest for a moment."""
        self._options = options
        self._stop()
        self._wait_for_more()
        self._timer = later(self, _DEBOUNCE_MS, self._look)

    # --- building

    def _build_head(self) -> None:
        row = ttk.Frame(self.body)
        row.pack(fill="x")
        ttk.Label(row, text="Name").pack(side="left", padx=(0, px(self, 6)))
        self.entry = ttk.Entry(row, textvariable=self.name, width=24)
        self.entry.pack(side="left")
        tip(self.entry, "Under which the set is in the list and on the command line: letters, digits, - and _.")
        ttk.Label(row, text="Format").pack(side="left", padx=(px(self, 14), px(self, 6)))
        names = {known.name: known.name for known in formats_for(self._path)}
        self.format_box = ValueBox(row, self.format, names, 9, self._format_chosen)
        self.format_box.pack(side="left")
        tip(self.format_box, "What the data are; it was guessed from the files.")
        text = str(self._path)
        shown = text if len(text) <= 70 else f"{text[:20]}…{text[-49:]}"
        where = ttk.Label(row, text=shown, style="Muted.TLabel")
        where.pack(side="left", padx=(px(self, 14), 0))
        tip(where, text)

    def _build_foot(self) -> None:
        row = ttk.Frame(self.body)
        row.pack(fill="x")
        self.again = ttk.Button(
            row, text="Look again", bootstyle="secondary outline", padding=(px(self, 8), px(self, 3)), width=11
        )
        self.again.pack(side="right")
        self._again_tip = tip(self.again, "")
        self.status = ttk.Label(row, style="Small.TLabel")
        self.status.pack(side="left")
        self.progress = ttk.Progressbar(row, bootstyle="thin", maximum=1.0, length=px(self, 160))
        self.notes = ImportNotes(self.body)
        self.notes.pack(fill="x", pady=(px(self, 6), 0))

    def _show_page(self, options: ImportOptions) -> None:
        if self.page is not None:
            self.page.destroy()
            self.page = None
            let_go()
        name = format_of_options(options).name
        self.page = PAGES[name](self._frame, options, self.change, self._show_wrong, self._path)
        self.format.set(name)
        self.page.pack(fill="both", expand=True)

    def _format_chosen(self) -> None:
        options = format_named(self.format.get()).options()
        self._show_page(options)
        self.change(options)

    # --- looking

    def _look(self) -> None:
        self._timer = ""
        self._stop()
        self._wait_for_more()
        self._number = self._experiment.imports.inspect(self._path, self._options, self._proposed)
        self._jobs.expect(self._number, self._receive)
        self.status.configure(text="Waiting for a worker…")
        self.progress.configure(value=0.0)
        self.progress.pack(side="left", padx=(px(self, 10), 0))
        self.again.configure(text="Stop", command=self._stop_looking)
        self._again_tip.configure(text="Stop looking at the data; options can be changed then.")

    def _wait_for_more(self) -> None:
        """What was found does not hold any more."""
        self.recipe = None
        self._ok.state(["disabled"])
        self.status.configure(text="The options have changed…")

    def _stop(self) -> None:
        if self._timer:
            self.nametowidget(".").after_cancel(self._timer)
            self._timer = ""
        if self._number:
            number, self._number = self._number, 0
            self._experiment.stop_job(number)

    def _stop_looking(self) -> None:
        """What was found stays; only the check of all samples is left out."""
        self._stop()
        self.notes.show([])
        if self.recipe is not None:
            self.notes.show([f"{WARNING}  The check of all samples was stopped before its end.", *self._found_before])
        self._rest("Stopped." if self.recipe is None else found_text(self.recipe))

    def _rest(self, status: str) -> None:
        """Nothing is under way."""
        self._number = 0
        self._ok.state(["!disabled" if self.recipe is not None else "disabled"])
        self.progress.pack_forget()
        self.status.configure(text=status)
        self.again.configure(text="Look again", command=self._look)
        self._again_tip.configure(text="Read the data anew, for example after a change of the files.")

    def _receive(self, event: Event) -> None:
        """What a worker reports; of jobs that were stopped meanwhile nothing counts."""
        if event.job != self._number or not self.winfo_exists():
            return
        match event:
            case PreparationProgress():
                done = f"{event.done / event.total:.0%}" if event.total else f"{event.done:,}"
                self.status.configure(text=f"{event.what[:1].upper()}{event.what[1:]}  {done}")
                self.progress.configure(value=event.done / event.total if event.total else 0.0)
            case Inspected():
                self._found(event)
            case DataChecked():
                self._checked(event.report)
            case JobFailed():
                self._failed(event)
            case JobEnded():
                stopped = event.outcome is Outcome.STOPPED
                self._rest("Stopped." if stopped else found_text(self.recipe) if self.recipe else _USELESS)

    def _found(self, event: Inspected) -> None:
        self.recipe = event.recipe
        options = format_of(event.recipe).options
        if self.page is None or not isinstance(self.page.options, options):
            self._show_page(options())
        assert self.page is not None
        self.page.show(event.recipe, event.preview)
        self.status.configure(text=found_text(event.recipe))
        warnings = [f"{WARNING}  {warning}" for warning in event.preview.warnings]
        self._found_before = [*warnings, *(f"{FACT}  {note}" for note in event.preview.notes)]
        self.notes.show([*self._found_before, "All samples are being checked…"])
        self._again_tip.configure(text="Leave out the check of all samples.")

    def _checked(self, report: CheckReport) -> None:
        """The check of all samples is done; errors forbid to go on."""
        assert self.recipe is not None and self.page is not None
        self.page.show_classes(self.recipe.class_names, (), report)
        self.notes.show(report_lines(report, self._found_before))
        if any(finding.severity is Severity.ERROR for finding in report.findings):
            self.recipe = None

    def _failed(self, event: JobFailed) -> None:
        if self.page is None:  # what was guessed may be the trouble, so there must be something to change
            self._show_page(formats_for(self._path)[0].options())
        self.recipe = None
        self._rest(_USELESS)
        self.notes.show_problem(UserError(event.message, event.advice))

    def _show_wrong(self, error: UserError) -> None:
        """An entry cannot be followed: nothing is looked at until it can."""
        self._stop()
        self._wait_for_more()
        self._rest("An entry is wrong.")
        self.notes.show_problem(error)

    def _free_name(self) -> str:
        """The entered name; `UserError` if a set of other data has it."""
        assert self.recipe is not None
        name, folders = self.name.get().strip(), self._experiment.folders
        existing = next((known for known in imported_names(folders) if known.lower() == name.lower()), None)
        if existing is None or existing == self._proposed:
            return name
        known = recall(existing, folders)
        if known is None or known.recipe.path != self.recipe.path:
            problem = f"There is a set {existing} of other data."
            raise UserError(problem, "Choose another name, or forget that set first.")
        return existing


def found_text(recipe: Recipe) -> str:
    """Rows, features and classes in one line."""
    train, test = recipe.sizes
    names = ", ".join(recipe.class_names[:6]) + (" …" if len(recipe.class_names) > 6 else "")
    what, named = format_of(recipe).samples, source_of(recipe).feature_names
    features = f" · {len(named):,} features" if named else ""
    text = f"{train:,} + {test:,} {what}{features} · {len(recipe.class_names):,} classes: {names}"
    return text if len(text) <= 110 else f"{text[:109]}…"
