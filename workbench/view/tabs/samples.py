"""Predict and demonstrate: one sample goes through the ticked networks."""

from collections.abc import Iterator
from pathlib import Path
from tkinter import Misc, StringVar, filedialog
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.jobs.types.predict_sample import SamplePredicted, SampleRequest, SampleShown
from workbench.plots.probabilities import draw_probabilities, least_height
from workbench.plots.style import PlotStyle
from workbench.view.importing.typed_row import TypedColumns, typed_columns
from workbench.view.tabs.sample_view import SampleView
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.tabs.verdicts import Verdict, Verdicts
from workbench.view.widgets.figure import FigureView, Painter
from workbench.view.widgets.file_types import picture_types
from workbench.view.widgets.flow import Flow
from workbench.view.widgets.small import HintEntry, tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EMPTY = "Train networks or load weights, tick those to ask, then press “Random sample”."
_FILE_TYPES = {
    Kind.TABULAR: (("Tables", "*.csv *.txt *.tsv"), ("All files", "*")),
    Kind.SEQUENCE: (("Texts", "*.txt"), ("All files", "*")),
}
_FILE_TIPS = {
    Kind.IMAGE: "A picture; it is made grey and resized as the dataset needs it.",
    Kind.TABULAR: "A text file whose first row holds a value for each feature.",
    Kind.SEQUENCE: "A text file.",
}


class SamplesTab(Tab):
    """A sample on the left, what the networks make of it on the right."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent, padding=px(parent, 10))
        self._actions = context.actions
        self._experiment = context.experiment
        self._sample: SampleShown | None = None
        self._probabilities: dict[str, tuple[float, ...]] = {}
        self._dataset = ""
        self.index = StringVar(self)
        self.typed = StringVar(self)
        self._build_controls()
        self.body = ttk.Frame(self)
        self.body.pack(fill="both", expand=True)
        self.body.columnconfigure(0, weight=2, uniform="halves")
        self.body.columnconfigure(1, weight=3, uniform="halves")
        self.body.rowconfigure(1, weight=1)
        self.sample = SampleView(self.body)
        self.verdicts = Verdicts(self.body)
        self.bars = FigureView(self.body, self._painter, self._least_height)
        self.empty = ttk.Label(self.body, text=_EMPTY, style="Muted.TLabel", wraplength=px(self, 420), justify="center")
        self.forget()

    def _build_controls(self) -> None:
        row = Flow(self, px(self, 6))
        row.pack(fill="x", pady=(0, px(self, 10)))
        self.random = ttk.Button(
            row, text="Random sample", bootstyle="primary", command=lambda: self._actions.predict(SampleRequest())
        )
        tip(self.random, "Send a random row of the test part through the ticked networks.")
        ttk.Label(row, text="or test row")
        self.index_entry = ttk.Entry(row, textvariable=self.index, width=8)
        self.index_entry.bind("<Return>", lambda _: self._predict_index())
        tip(self.index_entry, "Number of a test row, from 0.")
        self.show_index = ttk.Button(row, text="Show", bootstyle="secondary outline", command=self._predict_index)
        tip(self.show_index, "Send that test row through the ticked networks.")
        self.file = ttk.Button(row, text="File…", bootstyle="secondary outline", command=self._predict_file)
        self._file_tip = tip(self.file, "")
        self.files = ttk.Button(row, text="Files…", bootstyle="secondary outline", command=self._actions.predict_files)
        tip(self.files, "All samples of files of the dataset's form: a table of what each ticked network predicts.")
        self.text_row = ttk.Frame(self)
        self.text_label = ttk.Label(self.text_row, text="or your text")
        self.text_label.pack(side="left", padx=(0, px(self, 5)))
        self.text_entry = HintEntry(self.text_row, self.typed, 20, self._predict_text)
        self.text_entry.pack(side="left", fill="x", expand=True)
        self._text_tip = tip(self.text_entry.entry, "")
        self.predict_text = ttk.Button(
            self.text_row, text="Predict", bootstyle="secondary outline", command=self._predict_text
        )
        self.predict_text.pack(side="left", padx=(px(self, 5), 0))
        tip(self.predict_text, "Send what is typed through the ticked networks.")

    def refresh(self) -> None:
        """Offer what suits the dataset and what the networks can do now."""
        experiment = self._experiment()
        source = experiment.source
        self._file_tip.configure(text=_FILE_TIPS[source.kind])
        columns = typed_columns(source)
        if source.encode is not None or columns:
            self._explain_entry(columns)
            self.text_row.pack(fill="x", pady=(0, px(self, 10)), before=self.body)
        else:
            self.text_row.pack_forget()
        possible = any(each.has_weights for each in experiment.competitors.values()) and experiment.prepared is not None
        for button in (self.random, self.show_index, self.file, self.files, self.predict_text):
            button.state(["!disabled" if possible else "disabled"])

    def apply(self, event: Event) -> None:
        """Show a sample, or what one network makes of it."""
        if isinstance(event, SampleShown):
            self._sample, self._probabilities = event, {}
            self.empty.place_forget()
            self.sample.grid(row=0, column=0, rowspan=2, sticky="nsew", padx=(0, px(self, 16)))
            self.verdicts.grid(row=0, column=1, sticky="ew", pady=(0, px(self, 8)))
            self.bars.grid(row=1, column=1, sticky="nsew")
            self.sample.show(event, self._experiment().source.class_names)
        elif isinstance(event, SamplePredicted):
            self._probabilities[event.trial_id] = event.probabilities
        else:
            return
        self._show_verdicts()
        self.bars.invalidate()

    def _explain_entry(self, columns: TypedColumns | None) -> None:
        if columns is None:
            self.text_label.configure(text="or your text")
            self.text_entry.set_hint("")
            self._text_tip.configure(text="Type a text as the dataset has them, then press Enter.")
        else:
            self.text_label.configure(text="or your row")
            self.text_entry.set_hint(columns.hint)
            self._text_tip.configure(text=columns.explanation)

    def continue_from(self, earlier: Tab) -> None:
        """Show the sample again, and what was typed."""
        if not isinstance(earlier, SamplesTab):
            return
        self.index.set(earlier.index.get())
        self.typed.set(earlier.typed.get())
        if earlier._sample is not None:
            self.apply(earlier._sample)
            self._probabilities = earlier._probabilities
            self._show_verdicts()

    def forget(self) -> None:
        """No sample any more: the models or the data are others."""
        self._sample, self._probabilities = None, {}
        for widget in (self.sample, self.verdicts, self.bars):
            widget.grid_remove()
        self.empty.place(relx=0.5, rely=0.4, anchor="center")
        if self._dataset != (dataset := self._experiment().source.key):
            self._dataset = dataset
            self.index.set("")  # what was typed for another dataset means nothing here
            self.typed.set("")

    def restyle(self) -> None:
        """Colours of the theme in use."""
        self.sample.restyle()
        self.bars.restyle()

    def _least_height(self, width: float) -> float:
        results = list(self._probabilities.values())
        return least_height(results, self._experiment().source.class_names, self._true_class, width)

    @property
    def _true_class(self) -> int | None:
        return self._sample.true_class if self._sample else None

    def _painter(self, figure: "Figure", style: PlotStyle) -> Painter:
        def paint() -> Iterator[None]:
            experiment = self._experiment()
            results = [
                (name, index, self._probabilities[name])
                for index, name in enumerate(experiment.competitors)
                if name in self._probabilities
            ]
            draw_probabilities(figure, results, experiment.source.class_names, self._true_class, style)
            yield

        return paint

    def _show_verdicts(self) -> None:
        experiment = self._experiment()
        class_names = experiment.source.class_names
        truth = self._true_class
        verdicts = []
        for place, name in enumerate(experiment.competitors):
            if (values := self._probabilities.get(name)) is not None:
                predicted = max(range(len(values)), key=values.__getitem__)
                right = None if truth is None else predicted == truth
                verdicts.append(Verdict(place, name, class_names[predicted], values[predicted], right))
        self.verdicts.show(verdicts)

    def _predict_index(self) -> None:
        experiment = self._experiment()
        rows = experiment.prepared.test_rows if experiment.prepared else experiment.source.sizes[1]
        text = self.index.get().strip()
        if not (text.isdecimal() and int(text) < rows):
            error = UserError(
                f"Test row: “{text}” is no row of the test part.", f"Enter a whole number from 0 to {rows - 1:,}."
            )
            self._actions.report(error, "predicting")
            return
        self._actions.predict(SampleRequest(index=int(text)))

    def _predict_file(self) -> None:
        kind = self._experiment().source.kind
        types = picture_types() if kind is Kind.IMAGE else _FILE_TYPES[kind]
        chosen = filedialog.askopenfilename(parent=self, title="A sample", filetypes=types)
        if chosen:
            self._actions.predict(SampleRequest(file=Path(chosen)))

    def _predict_text(self) -> None:
        text = self.typed.get().strip()
        if text:
            self._actions.predict(SampleRequest(text=text))
