"""The competing models: tick, colour, parameters, state, progress, best score."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.data.types import DatasetSource
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import only_class, weights_of_test
from workbench.plots.style import competitor_colour, competitor_shape
from workbench.reporting.sizes import epochs_note
from workbench.reporting.text import evaluated_text, format_count, format_score, only_class_text
from workbench.settings.description import settings_text
from workbench.view.dialogs.training.drafts import effective_settings
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import Panel, tip
from workbench.view.widgets.theme import px


class CompetitorsPanel(Panel):
    """A row for each model of the experiment."""

    def __init__(self, parent: Misc, selection: Selection, experiment: Callable[[], Experiment]) -> None:
        super().__init__(parent)
        self._selection = selection
        self._experiment = experiment
        self.rows: dict[str, CompetitorRow] = {}
        heading = ttk.Frame(self)
        ttk.Label(heading, text="Competitors").pack(side="left")
        for text, value, explanation in (("all", True, "Tick all networks."), ("none", False, "Untick all networks.")):
            button = ttk.Button(
                heading,
                text=text,
                bootstyle="primary link",
                padding=(px(self, 5), 0),
                command=lambda value=value: self._tick_all(value),
            )
            button.pack(side="left")
            tip(button, explanation)
        self._frame = ttk.Labelframe(
            self, labelwidget=heading, padding=(px(self, 8), px(self, 2), px(self, 8), px(self, 4))
        )
        self._frame.pack(fill="x")
        self.epochs = ttk.Label(self._frame, style="Muted.TLabel", wraplength=px(self, 345))
        tip(self.epochs, "Some networks were trained longer than others; a lead may come from that.")

    def refresh(self) -> None:
        """Show the state of each model; rows are made anew when the models are others."""
        experiment = self._experiment()
        competitors = experiment.competitors
        if list(self.rows) != list(competitors):
            for row in self.rows.values():
                row.destroy()
            self.rows = {}
            for index, (name, competitor) in enumerate(competitors.items()):
                self.rows[name] = CompetitorRow(
                    self._frame, competitor, index, self._selection, partial(self._about, name)
                )
                self.rows[name].pack(fill="x", pady=(0, px(self, 3)))
        for name, competitor in competitors.items():
            self.rows[name].show(competitor, experiment.paused, experiment.source)
        self._show_epochs(competitors.values())

    def _show_epochs(self, competitors: Iterable[Competitor]) -> None:
        """Whether what can be compared was trained as long; nothing while networks are at work."""
        known = list(competitors)
        resting = not any(competitor.busy for competitor in known)
        note = epochs_note([each.completed for each in known if each.completed]) if resting else ""
        _set_text(self.epochs, note)
        if note:
            self.epochs.pack(side="bottom", anchor="w", pady=(px(self, 2), 0))
        else:
            self.epochs.pack_forget()

    def _about(self, name: str) -> str:
        """What the network is, and how it is trained: as it is now, or would be next."""
        experiment = self._experiment()
        competitor = experiment.competitors[name]
        now = competitor.settings if competitor.busy else None
        settings = now or effective_settings(experiment, self._selection)[name]
        epochs = f"{settings.epochs:,} epoch{'s' if settings.epochs != 1 else ''}"
        when = "Trained with" if now else "Train uses"
        return f"{competitor.architecture.description}\n\n{when} {epochs}, {settings_text(settings)}."

    def _tick_all(self, value: bool) -> None:
        for name in self.rows:
            self._selection.model(name).set(value)


class CompetitorRow(ttk.Frame):
    """One model."""

    def __init__(
        self, parent: Misc, competitor: Competitor, index: int, selection: Selection, about: Callable[[], str]
    ) -> None:
        super().__init__(parent)
        self.columnconfigure(2, weight=1)
        self.tick = ttk.Checkbutton(self, variable=selection.model(competitor.name))
        self.tick.grid(row=0, column=0, rowspan=2, sticky="w")
        self.shape = ttk.Label(self, text=competitor_shape(index), foreground=competitor_colour(index), width=2)
        self.shape.grid(row=0, column=1, sticky="w")
        line = ttk.Frame(self, width=1, height=px(self, 18))
        line.grid(row=0, column=2, columnspan=2, sticky="ew")
        line.pack_propagate(False)  # the row keeps its width whatever the score is
        self.score = ttk.Label(line, style="Bold.TLabel")
        self.score.pack(side="right")
        self.score_of = ttk.Label(line, style="Muted.TLabel")
        self.score_of.pack(side="right", padx=px(self, 6))
        self.name = ttk.Label(line, text=competitor.name)
        self.name.pack(side="left")
        self.state_text = ttk.Label(self, style="Muted.TLabel", width=29)
        self.state_text.grid(row=1, column=1, columnspan=2, sticky="ew")
        self.progress = ttk.Progressbar(self, bootstyle="success", maximum=1.0, length=px(self, 96))
        self.progress.grid(row=1, column=3, sticky="e")
        self.remark = ttk.Label(self, style="Muted.TLabel", width=29)
        self._remark_tip = tip(self.remark, "")
        self.name.bind("<Button-1>", lambda _: self.tick.invoke())
        self._tip = tip(self.name, competitor.architecture.description)
        self.name.bind("<Enter>", lambda _: self._tip.configure(text=about()), add="+")
        tip(self.tick, f"Include {competitor.name} when training, testing, saving and loading.")
        self._state_tip = tip(self.state_text, "")
        self._score_tip = tip(self.score, "")

    def show(self, competitor: Competitor, paused: bool, source: DatasetSource) -> None:
        """Show the model's state."""
        _set_text(self.score, format_score(competitor.best_score))
        _set_text(self.score_of, score_of(competitor))
        self._score_tip.configure(text=about_score(competitor))
        _set_text(self.state_text, state_text(competitor, paused))
        remark, about_remark = remark_on_test(competitor, source)
        _set_text(self.remark, remark)
        self._remark_tip.configure(text=about_remark)
        if remark:
            self.remark.grid(row=2, column=1, columnspan=3, sticky="ew")
        else:
            self.remark.grid_remove()
        origin = f" Its first weights are from {competitor.source}." if competitor.source else ""
        about = f"{format_count(competitor.parameters)} parameters; {competitor.state}.{origin}"
        self._state_tip.configure(text=competitor.failure or about)
        value = competitor.progress if competitor.busy else 1.0 if competitor.state in _FULL else 0.0
        if float(self.progress.cget("value")) != value:
            self.progress.configure(value=value)


_RUNNING = frozenset({ModelState.TRAINING, ModelState.VALIDATING})
_FULL = frozenset({ModelState.TRAINED, ModelState.TESTED, ModelState.LOADED})


def state_text(competitor: Competitor, paused: bool) -> str:
    """Parameters and state in one short line: "241,546 · training 3/10"."""
    state = str(ModelState.PAUSED if paused and competitor.state in _RUNNING else competitor.state)
    if competitor.state in _RUNNING and competitor.target:
        state = f"{state} {min(competitor.completed + 1, competitor.target)}/{competitor.target}"
    elif competitor.state is ModelState.TESTED and competitor.test is not None and competitor.test.which == "best":
        state = f"{state}, epoch {competitor.test.epoch} of {competitor.completed}"
    elif competitor.partial and competitor.state in (ModelState.STOPPED, ModelState.TESTED):
        state = f"{state} in epoch {competitor.completed + 1}"
    elif competitor.state is ModelState.LOADED:
        state = f"from weights {weights_name(competitor.source)}"
    elif competitor.completed and competitor.state in (ModelState.TRAINED, ModelState.STOPPED, ModelState.TESTED):
        state = f"{state}, {competitor.completed} epoch{'s' if competitor.completed > 1 else ''}"
    return f"{format_count(competitor.parameters)} · {state}" if competitor.parameters else state.capitalize()


def weights_name(source: str) -> str:
    """What a set of weights is called: its folder."""
    return Path(source).parent.name


def score_of(competitor: Competitor) -> str:
    """What the score is of: "test, epoch 15" (see `evaluated_text`), or the epoch of the best validation accuracy."""
    test = competitor.test
    if test is not None and competitor.test_stands:
        return f"test, {evaluated_text(test.epoch, test.partial_epoch)}"
    best = competitor.best_score
    return "" if best is None else f"best val., epoch {competitor.history['val_accuracy'].index(best) + 1}"


def earlier_test(competitor: Competitor) -> str:
    """A test of other weights than the present ones: "test 0.9721 at epoch 15"; "" if there is none."""
    test = competitor.test
    if test is None or competitor.test_stands:
        return ""
    where = evaluated_text(test.epoch, test.partial_epoch)
    return f"test {format_score(test.values.get('accuracy'))} {where if test.partial_epoch else f'at {where}'}"


def remark_on_test(competitor: Competitor, source: DatasetSource) -> tuple[str, str]:
    """What is to be known of the last test in a few words, and in sentences: of earlier weights, of one class only."""
    earlier, only = earlier_test(competitor), only_class(competitor, source.class_names)
    sentences = ["The network was trained further since; Test shows how good it is now."] if earlier else []
    if only:
        sentences.append(
            f"{competitor.name} {only_class_text(only, competitor.architecture.features_in_turn(source.input_shape))}"
        )
    few_words = (earlier, f"predicts “{only}” only" if only else "")
    return "; ".join(filter(None, few_words)), " ".join(sentences)


def about_score(competitor: Competitor) -> str:
    """The same in sentences."""
    if competitor.test_stands:
        return f"The test accuracy of the weights: {weights_of_test(competitor)}."
    return (
        "The best validation accuracy so far, and its epoch; Test and Save weights use the last epoch "
        "unless the best is chosen. The test accuracy stands here once these weights were tested."
    )


def _set_text(label: ttk.Label, text: str) -> None:
    if label.cget("text") != text:
        label.configure(text=text)
