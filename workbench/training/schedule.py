"""Learning rate and early stopping as pure functions of settings and history: nothing to save."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import TrainingSettings

Values = Mapping[str, Sequence[float | None]]


def learning_rate(settings: TrainingSettings, completed: int, history: Values) -> float:
    """The rate of the next epoch.

    Args:
        completed: epochs trained since the weights were first initialised or loaded.
        history: of those epochs; a plateau looks at ``val_loss``.
    """
    schedule = settings.schedule
    return settings.learning_rate * max(schedule.lowest, _fraction(schedule, completed, history))


def _fraction(schedule: Schedule, completed: int, history: Values) -> float:
    """Of the initial rate, 0 to 1."""
    match schedule.kind:
        case ScheduleKind.CONSTANT:
            return 1.0
        case ScheduleKind.STEP:
            return schedule.factor ** (completed // schedule.every)
        case ScheduleKind.MILESTONES:
            passed = sum(completed >= milestone for milestone in schedule.milestones)
            return float(schedule.factor**passed)
        case ScheduleKind.EXPONENTIAL:
            return float(schedule.factor**completed)
        case ScheduleKind.COSINE:
            # SGDR without restarts: I. Loshchilov, F. Hutter, ICLR 2017
            return 0.5 * (1 + math.cos(math.pi * min(1.0, completed / schedule.every)))
        case ScheduleKind.PLATEAU:
            return float(schedule.factor ** _plateaus(schedule.every, history.get("val_loss", ())))


def _plateaus(patience: int, losses: Sequence[float | None]) -> int:
    """How often the loss has not fallen for ``patience`` epochs, counted anew after each time."""
    best, waited, found = math.inf, 0, 0
    for loss in losses:
        if loss is not None and loss < best:
            best, waited = loss, 0
            continue
        waited += 1
        if waited == patience:
            waited, found = 0, found + 1
    return found


def should_stop(stopping: EarlyStopping, history: Values, counted_from: int) -> bool:
    """Whether the last epochs have brought no improvement.

    Args:
        counted_from: epochs of the history that do not count, because training ended early after them and
            was asked to go on, or because early stopping was asked for after them.
    """
    if not stopping.patience:
        return False
    best, waited = math.inf, 0
    for value in monitored(stopping.monitor, history)[counted_from:]:
        if value is not None and (best == math.inf or value < best * (1 - stopping.improvement)):
            best, waited = value, 0
        else:
            waited += 1
    return waited >= stopping.patience


def asked_after(spans: Sequence[Mapping[str, Any]]) -> int:
    """After how many epochs the early stopping that is in force was asked for: before it, nobody waited.

    Args:
        spans: of `workbench.training.checkpoint.Record`.
    """
    after = 0
    for earlier, later in pairwise(spans):
        if earlier.get("early_stopping") != later.get("early_stopping"):
            after = later["from_epoch"] - 1
    return after


def monitored(monitor: Monitor, history: Values) -> list[float | None]:
    """The values that early stopping watches, one an epoch."""
    match monitor:
        case Monitor.VALIDATION_LOSS:
            return list(history.get("val_loss", ()))
        case Monitor.TRAINING_LOSS:
            return list(history.get("loss", ()))
        case Monitor.VALIDATION_ERROR:
            return [None if value is None else 1 - value for value in history.get("val_accuracy", ())]
        case Monitor.TRAINING_ERROR:
            return [None if value is None else 1 - value for value in history.get("accuracy", ())]
