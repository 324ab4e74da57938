"""Two pages of training settings: how steps are made, and what keeps a network from overfitting."""

from collections.abc import Callable, Mapping, Sequence
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.settings.description import schedule_text, stopping_text
from workbench.settings.texts import MONITORS, NO, OFF, ON, SCHEDULE_PARTS, YES, texts_of
from workbench.settings.training import Schedule, ScheduleKind, TrainingSettings
from workbench.view.dialogs.training.rows import Rows
from workbench.view.widgets.theme import px

Variables = Mapping[str, StringVar]

SCHEDULES = {
    ScheduleKind.CONSTANT: "constant",
    ScheduleKind.STEP: "steps",
    ScheduleKind.MILESTONES: "milestones",
    ScheduleKind.EXPONENTIAL: "exponential",
    ScheduleKind.COSINE: "cosine",
    ScheduleKind.PLATEAU: "plateau",
}
_EVERY = {
    ScheduleKind.STEP: ("Every", "epochs"),
    ScheduleKind.COSINE: ("Over", "epochs, then it stays at its lowest"),
    ScheduleKind.PLATEAU: ("After", "epochs without a lower validation loss"),
}
_TIMES = {
    ScheduleKind.STEP: "at each step",
    ScheduleKind.MILESTONES: "at each milestone",
    ScheduleKind.EXPONENTIAL: "after each epoch",
    ScheduleKind.PLATEAU: "at each plateau",
}
_PARTS = ("factor", "every", "milestones", "lowest")


_ROOM = 12
"""Characters for which an entry has room."""


def default_item(values: Sequence[str]) -> str:
    """The text of "default" in a box, with what that means."""
    return f"default ({values[0]})" if len(set(values)) == 1 else "default (each its own)"


def set_hint(rows: Rows, name: str, inherited: Sequence[TrainingSettings]) -> None:
    """Show in grey what an empty entry means."""
    texts = [texts_of(settings, (name,))[name] for settings in inherited]
    low, high = min(texts, key=float), max(texts, key=float)
    span = low if low == high else f"{low}–{high}"
    rows.entries[name].set_hint(span if len(span) <= _ROOM else "various")


class TrainingPage(ttk.Frame):
    """Epochs, batch size, optimizer, learning rate and its schedule."""

    groups = ("epochs", "batch_size", "optimizer", "learning_rate", "schedule")

    def __init__(self, parent: Misc, variables: Variables, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, padding=px(parent, 12))
        self._variables = variables
        self.rows = rows = Rows(self)
        rows.pack(anchor="nw", fill="x")
        rows.add_entry(
            "epochs", "Epochs", variables["epochs"], "How many times the training rows are seen.", "further ones"
        )
        rows.add_entry("batch_size", "Batch size", variables["batch_size"], "Training rows a step.", "rows a step")
        rows.add_choice(
            "optimizer", "Optimizer", variables["optimizer"], {}, "How steps follow from gradients: those of Keras."
        )
        rows.add_entry("learning_rate", "Learning rate", variables["learning_rate"], "How far a step goes at first.")
        rows.add_gap()
        rows.add_choice(
            "schedule",
            "Schedule",
            variables["schedule"],
            {},
            "How the learning rate changes from epoch to epoch; it stays the same within one.",
            lambda: chosen("schedule"),
        )
        for part, label, explanation in (
            ("factor", "Multiply by", "What the learning rate is multiplied with, between 0 and 1."),
            ("every", "Every", "A number of epochs, at least 1."),
            ("milestones", "After epochs", "The epochs after which the rate falls, ascending, divided by commas."),
            ("lowest", "Not below", "The rate does not fall below this share of the first one; 0 to 1."),
        ):
            width = 40 if part == "milestones" else 12
            rows.add_entry(f"schedule.{part}", label, variables[f"schedule.{part}"], explanation, width=width)
        rows.note("schedule.lowest", "of the first rate")

    def show(self, inherited: Sequence[TrainingSettings], optimizers: Sequence[str], reason: str) -> None:
        """Show what the defaults are and which entries the schedule needs."""
        rows = self.rows
        for name in ("epochs", "batch_size", "learning_rate"):
            set_hint(rows, name, inherited)
        names = [settings.optimizer for settings in inherited]
        rows.boxes["optimizer"].offer({"": default_item(names)} | {name: name for name in optimizers})
        rows.note("optimizer", reason)
        kinds = [SCHEDULES[settings.schedule.kind] for settings in inherited]
        items = {"": default_item(kinds)} | {str(kind): text for kind, text in SCHEDULES.items()}
        rows.boxes["schedule"].offer(items)
        chosen = self._variables["schedule"].get()
        kind = ScheduleKind(chosen) if chosen in list(ScheduleKind) else None
        rows.note("schedule", "" if kind else _default_schedule([settings.schedule for settings in inherited]))
        used = SCHEDULE_PARTS[kind] if kind else ()
        for part in _PARTS:
            rows.show(f"schedule.{part}", part in used)
        if kind in _EVERY:
            rows.relabel("schedule.every", *_EVERY[kind])
        if kind in _TIMES:
            rows.note("schedule.factor", _TIMES[kind])


class StoppingPage(ttk.Frame):
    """Early stopping, balanced classes, clipping, L2."""

    groups = ("early_stopping", "balanced", "clip_norm", "l2")

    def __init__(self, parent: Misc, variables: Variables, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, padding=px(parent, 12))
        self._variables = variables
        self.rows = rows = Rows(self)
        rows.pack(anchor="nw", fill="x")
        rows.add_choice(
            "early_stopping",
            "Early stopping",
            variables["early_stopping"],
            {},
            "Whether training ends before its last epoch when nothing improves any more.",
            lambda: chosen("early_stopping"),
        )
        rows.add_choice(
            "early_stopping.monitor",
            "Watches",
            variables["early_stopping.monitor"],
            {monitor: monitor for monitor in MONITORS},
            "The value that must fall; an error is 1 − accuracy.",
        )
        rows.add_entry(
            "early_stopping.patience",
            "Patience",
            variables["early_stopping.patience"],
            "So many epochs in a row without improvement end the training.",
            "epochs without improvement",
        )
        rows.add_entry(
            "early_stopping.improvement",
            "Improvement",
            variables["early_stopping.improvement"],
            "By what share of the best value a new one must be lower to count; 0 takes any.",
            "of the best value, at least",
        )
        rows.add_tick(
            "early_stopping.restore_best",
            "At the end",
            variables["early_stopping.restore_best"],
            "take the best weights",
            "When training ends, early or not, the weights of the epoch with the lowest validation loss come back.",
        )
        rows.add_gap()
        rows.add_choice(
            "balanced",
            "Class weights",
            variables["balanced"],
            {},
            "Balanced: each class counts the same in the loss, however many rows it has.",
        )
        rows.add_entry(
            "clip_norm",
            "Clip gradients at",
            variables["clip_norm"],
            "Gradients are scaled down to this norm over all weights; 0 means never.",
            "norm over all weights; 0: never",
        )
        rows.add_entry(
            "l2",
            "L2 penalty",
            variables["l2"],
            "This times the sum of the squares of all kernels is minimised too; it is not part of the shown loss.",
            "times the squared kernels; 0: none",
        )

    def show(self, inherited: Sequence[TrainingSettings]) -> None:
        """Show what the defaults are and which entries early stopping needs."""
        rows = self.rows
        stopping = [settings.early_stopping for settings in inherited]
        states = [ON if item.patience else OFF for item in stopping]
        rows.boxes["early_stopping"].offer({"": default_item(states), ON: ON, OFF: OFF})
        chosen = self._variables["early_stopping"].get()
        texts = {stopping_text(item) for item in stopping}
        rows.note("early_stopping", texts.pop() if not chosen and len(texts) == 1 and ON in states else "")
        for part in ("monitor", "patience", "improvement", "restore_best"):
            rows.show(f"early_stopping.{part}", chosen == ON)
        weights = ["balanced" if settings.balanced else "equal for all rows" for settings in inherited]
        rows.boxes["balanced"].offer({"": default_item(weights), YES: "balanced", NO: "equal for all rows"})
        for name in ("clip_norm", "l2"):
            set_hint(rows, name, inherited)


def _default_schedule(schedules: Sequence[Schedule]) -> str:
    """What the default does, where that is more than its name says."""
    texts = {schedule_text(schedule) for schedule in schedules}
    return texts.pop() if len(texts) == 1 and schedules[0].kind is not ScheduleKind.CONSTANT else ""
