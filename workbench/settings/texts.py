"""What a user enters as training settings: texts by name, as a request and back; free of Tk.

The texts of a scalar setting have its name ("learning_rate"), those of a composed one the name and a part of it
("schedule", "schedule.factor"). No text, or an empty one, means the default.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import Any, TypeVar

from workbench.errors import UserError
from workbench.settings import entries
from workbench.settings.request import SettingsRequest
from workbench.settings.training import (
    OPTIMIZERS,
    Augmentation,
    EarlyStopping,
    Monitor,
    Schedule,
    ScheduleKind,
    TrainingSettings,
)

T = TypeVar("T")
Texts = Mapping[str, str]

YES, NO = "yes", "no"
ON, OFF = "on", "off"

GROUPS = tuple(field.name for field in fields(SettingsRequest))
"""Names of the settings; the texts of each are read together."""

SCHEDULE_PARTS: dict[ScheduleKind, tuple[str, ...]] = {
    ScheduleKind.CONSTANT: (),
    ScheduleKind.STEP: ("factor", "every", "lowest"),
    ScheduleKind.MILESTONES: ("factor", "milestones", "lowest"),
    ScheduleKind.EXPONENTIAL: ("factor", "lowest"),
    ScheduleKind.COSINE: ("every", "lowest"),
    ScheduleKind.PLATEAU: ("factor", "every", "lowest"),
}
"""The parts of a schedule that each kind uses."""

MONITORS = tuple(str(monitor) for monitor in Monitor)
DEFAULT_PATIENCE = 5
CHANGES = {"rotation": 180.0, "shift": 1.0, "shear": 1.0, "zoom": 0.9, "stretch": 0.9}
"""Parts of an augmentation that are numbers, and their highest values."""

START = {
    "schedule.factor": "0.5",
    "schedule.every": "10",
    "schedule.milestones": "10, 20",
    "schedule.lowest": "0",
    "early_stopping.monitor": str(Monitor.VALIDATION_LOSS),
    "early_stopping.patience": str(DEFAULT_PATIENCE),
    "early_stopping.improvement": "0",
    "early_stopping.restore_best": YES,
    "augmentation.share": "1",
    "augmentation.rotation": "10",
    "augmentation.shift": "0.1",
    "augmentation.shear": "0",
    "augmentation.zoom": "0.1",
    "augmentation.stretch": "0",
    "augmentation.flip": NO,
}
"""Texts to begin with where a composed setting is chosen and nothing was entered yet."""


NAMES = (*GROUPS, *START)
"""Names of all texts."""


def parse_settings(texts: Texts) -> SettingsRequest:
    """All settings that are entered; raises `UserError` for the first wrong text."""
    return SettingsRequest(**{group: parse_group(group, texts) for group in GROUPS})


def parse_leniently(texts: Texts) -> SettingsRequest:
    """As `parse_settings`, but what is wrong counts as not entered."""
    return SettingsRequest(**{group: parse_group(group, texts) for group in GROUPS if wrong(group, texts) is None})


def parse_group(group: str, texts: Texts) -> Any:
    """One setting, None where nothing is entered; raises `UserError`."""
    return _PARSERS[group](texts)


def wrong(group: str, texts: Texts) -> UserError | None:
    """What is wrong with the texts of one setting."""
    try:
        parse_group(group, texts)
    except UserError as error:
        return error
    return None


def group_of(name: str) -> str:
    """The setting that a text belongs to."""
    return name.partition(".")[0]


def entered(texts: Texts) -> dict[str, str]:
    """Without what means nothing: empty texts, and parts of a setting that is left to its default or not known."""
    kept = {name: text.strip() for name, text in texts.items() if text.strip() and group_of(name) in GROUPS}
    return {name: text for name, text in kept.items() if group_of(name) in kept}


def texts_of(settings: TrainingSettings, groups: Iterable[str] = GROUPS) -> dict[str, str]:
    """The texts that ask for these settings; the opposite of `parse_settings`."""
    texts: dict[str, str] = {}
    for group in groups:
        value = getattr(settings, group)
        match value:
            case Schedule():
                texts |= _schedule_texts(value)
            case EarlyStopping():
                texts |= _stopping_texts(value)
            case Augmentation():
                texts |= _augmentation_texts(value)
            case _:
                texts[group] = _text(value)
    return texts


def starting_texts(group: str, choice: str, settings: TrainingSettings) -> dict[str, str]:
    """What the parts of a composed setting hold when ``choice`` was just made and ``settings`` were in force."""
    texts = {name: text for name, text in START.items() if group_of(name) == group}
    own = texts_of(settings, (group,))
    if own[group] == choice:
        texts = own
    if group == "schedule":
        used = {f"schedule.{part}" for part in SCHEDULE_PARTS[ScheduleKind(choice)]}
        texts = {name: text for name, text in texts.items() if name in used}
    return texts if choice != OFF else {}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _schedule_texts(schedule: Schedule) -> dict[str, str]:
    parts = SCHEDULE_PARTS[schedule.kind]
    texts = {f"schedule.{part}": _text(getattr(schedule, part)) for part in parts if part != "milestones"}
    if "milestones" in parts:
        texts["schedule.milestones"] = ", ".join(map(str, schedule.milestones))
    return {"schedule": str(schedule.kind), **texts}


def _stopping_texts(stopping: EarlyStopping) -> dict[str, str]:
    if not stopping.patience:
        return {"early_stopping": OFF}
    parts = ("monitor", "patience", "improvement", "restore_best")
    return {"early_stopping": ON} | {f"early_stopping.{part}": _text(getattr(stopping, part)) for part in parts}


def _augmentation_texts(augmentation: Augmentation) -> dict[str, str]:
    if not augmentation.active:
        return {"augmentation": OFF}
    parts = ("share", *CHANGES, "flip")
    return {"augmentation": ON} | {f"augmentation.{part}": _text(getattr(augmentation, part)) for part in parts}


def _optimizer(texts: Texts) -> str | None:
    return _one_of("Optimizer", texts.get("optimizer", ""), {name: name for name in OPTIMIZERS})


def _balanced(texts: Texts) -> bool | None:
    return _one_of("Balanced classes", texts.get("balanced", ""), {YES: True, NO: False})


def _clip_norm(texts: Texts) -> float | None:
    return entries.parse_number(
        "Gradient clipping", texts.get("clip_norm", ""), 0, 1e6, "such as 1, or 0 for no clipping"
    )


def _l2(texts: Texts) -> float | None:
    return entries.parse_number("L2 penalty", texts.get("l2", ""), 0, 1, "such as 1e-4, or 0 for no penalty")


def _schedule(texts: Texts) -> Schedule | None:
    kind = _one_of("Schedule", texts.get("schedule", ""), {str(kind): kind for kind in ScheduleKind})
    if kind is None:
        return None
    parts = SCHEDULE_PARTS[kind]
    values: dict[str, Any] = {}
    if "factor" in parts:
        values["factor"] = entries.parse_number(
            "Factor of the schedule", texts.get("schedule.factor", ""), 0, 1, "such as 0.5", above=True, below=True
        )
    if "every" in parts:
        text = texts.get("schedule.every", "")
        values["every"] = entries.parse_whole_number(
            "Epochs of the schedule", text, 1, entries.MAX_EPOCHS, "such as 10"
        )
    if "milestones" in parts:
        values["milestones"] = _milestones(texts.get("schedule.milestones", ""))
    if "lowest" in parts:
        text = texts.get("schedule.lowest", "")
        values["lowest"] = entries.parse_number("Lowest share of the rate", text, 0, 1, "such as 0.01")
    return Schedule(kind, **_known(values))


def _milestones(text: str) -> tuple[int, ...]:
    """Epochs divided by commas or spaces, ascending; at least one."""
    words = text.replace(",", " ").split()
    advice = "Enter the epochs after which the rate falls, ascending, such as 10, 20, 25."
    if not words:
        raise UserError("Milestones of the schedule: none is entered.", advice)
    read = [
        entries.parse_whole_number("Milestones of the schedule", word, 1, entries.MAX_EPOCHS, "such as 10")
        for word in words
    ]
    epochs = [epoch for epoch in read if epoch is not None]
    if any(later <= earlier for earlier, later in pairwise(epochs)):
        raise UserError(f"Milestones of the schedule: {', '.join(map(str, epochs))} do not ascend.", advice)
    return tuple(epochs)


def _early_stopping(texts: Texts) -> EarlyStopping | None:
    wanted = _one_of("Early stopping", texts.get("early_stopping", ""), {ON: True, OFF: False})
    if wanted is None:
        return None
    if not wanted:
        return EarlyStopping()
    patience = entries.parse_whole_number(
        "Patience", texts.get("early_stopping.patience", ""), 1, entries.MAX_EPOCHS, f"such as {DEFAULT_PATIENCE}"
    )
    values = {
        "monitor": _one_of(
            "Monitor", texts.get("early_stopping.monitor", ""), {str(monitor): monitor for monitor in Monitor}
        ),
        "improvement": entries.parse_number(
            "Improvement", texts.get("early_stopping.improvement", ""), 0, 0.99, "such as 0.005"
        ),
        "restore_best": _one_of(
            "Restore the best weights", texts.get("early_stopping.restore_best", ""), {YES: True, NO: False}
        ),
    }
    return EarlyStopping(DEFAULT_PATIENCE if patience is None else patience, **_known(values))


def _augmentation(texts: Texts) -> Augmentation | None:
    wanted = _one_of("Augmentation", texts.get("augmentation", ""), {ON: True, OFF: False})
    if wanted is None:
        return None
    if not wanted:
        return Augmentation()
    values: dict[str, Any] = {
        "share": entries.parse_number("Share of the pictures", texts.get("augmentation.share", ""), 0, 1, "such as 0.5")
    }
    for part, high in CHANGES.items():
        example = "such as 15" if part == "rotation" else "such as 0.1"
        text = texts.get(f"augmentation.{part}", "")
        values[part] = entries.parse_number(part.capitalize(), text, 0, high, example)
    values["flip"] = _one_of("Flip", texts.get("augmentation.flip", ""), {YES: True, NO: False})
    return Augmentation(**_known(values))


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _one_of(field: str, text: str, known: Mapping[str, T]) -> T | None:
    chosen = text.strip()
    if not chosen:
        return None
    if chosen not in known:
        raise UserError(f"{field}: there is no “{chosen[:40]}”.", f"Choose one of {', '.join(known)}.")
    return known[chosen]


_PARSERS: dict[str, Callable[[Texts], object]] = {
    "epochs": lambda texts: entries.parse_epochs(texts.get("epochs", "")),
    "batch_size": lambda texts: entries.parse_batch_size(texts.get("batch_size", "")),
    "learning_rate": lambda texts: entries.parse_learning_rate(texts.get("learning_rate", "")),
    "optimizer": _optimizer,
    "schedule": _schedule,
    "early_stopping": _early_stopping,
    "augmentation": _augmentation,
    "balanced": _balanced,
    "clip_norm": _clip_norm,
    "l2": _l2,
}
