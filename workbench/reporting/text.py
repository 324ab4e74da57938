"""Events as text, the same in the console and on the command line, and numbers as people read them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from workbench.events.data import DatasetPrepared, PreparationProgress
from workbench.events.jobs import Event, JobEnded, JobFailed, JobRestarted, Notice, Outcome
from workbench.events.training import (
    BatchProgress,
    EpochEnded,
    Phase,
    TestEnded,
    TrainingStarted,
    WeightsLoaded,
    WeightsSaved,
)
from workbench.settings.description import settings_text
from workbench.settings.training import TrainingSettings

UNDEFINED = "–"
LEARNING_RATE = "learning_rate"
"""Its name in a history; it is there where a schedule changes it."""
_GAP = "   "
_LONGEST_NAME = 60  # characters of a class
_MANY_IN_TURN = 50  # features of which the first are hardly remembered at the last


def format_score(value: float | None) -> str:
    """A loss or a score with four decimals, "–" where undefined; large and tiny values in scientific form."""
    if value is None or value != value:
        return UNDEFINED
    size = abs(value)
    return f"{value:.4f}" if size == 0 or 1e-4 <= size < 1e5 else f"{value:.3e}"


def best_of(scores: Mapping[str, float]) -> tuple[float, list[str]]:
    """The highest of one or more scores, and all that have it: a tie has no winner."""
    best = max(scores.values())
    return best, [name for name, value in scores.items() if value == best]


def format_count(value: int | None) -> str:
    """A count with thousands divided by commas, "–" where unknown."""
    return UNDEFINED if value is None else f"{value:,}"


def format_seconds(seconds: float | None) -> str:
    """A duration as a person would say it: "0.4 s", "49 s", "1 min 49 s", "2 h 05 min"; "–" where unknown."""
    if seconds is None:
        return UNDEFINED
    if seconds < 9.95:
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60:02d} min"


def format_bytes(size: int) -> str:
    """A size as "812 B", "1.4 MB", "3.2 GB" (powers of 1000)."""
    value = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" or value >= 99.95 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


def format_values(values: Mapping[str, float | None]) -> str:
    """Loss and metrics in one line: "loss 0.2512   accuracy 0.9061"."""
    return _GAP.join(
        f"learning rate {value:.4g}" if name == LEARNING_RATE and value is not None else f"{name} {format_score(value)}"
        for name, value in values.items()
    )


def event_line(
    event: Event, settings: Mapping[str, TrainingSettings | None], now: datetime | None = None
) -> str | None:
    """One line for the console, or None for events that are not worth one (see `progress_line`).

    Args:
        event: what happened.
        settings: what each competitor is trained with, by name; the names align the columns.
        now: the time in front of the line, by default the present.
    """
    text = _event_text(event)
    if text is None:
        return None
    time = (now or datetime.now()).strftime("%H:%M:%S")
    name = _name_column(event.trial_id, settings)
    line = f"[{time}] {name}{text}"
    used = settings.get(event.trial_id) if isinstance(event, TrainingStarted) else None
    return line if used is None else f"{line}\n{'':{11 + len(name)}}{settings_text(used)}"


def progress_line(event: Event, names: Iterable[str]) -> str | None:
    """The line of one model (or of the dataset) that is rewritten while it works; None for other events.

    Args:
        names: of all competitors, so that columns are aligned.
    """
    if isinstance(event, PreparationProgress):
        done = f"{event.done / event.total:4.0%}" if event.total else f"{event.done:,}"
        return f"{'':11}{event.what}  {done}"
    if not isinstance(event, BatchProgress):
        return None
    fraction = event.done / event.total if event.total else 0.0
    bar = "█" * round(20 * fraction)
    what = {Phase.VALIDATING: "validating", Phase.TESTING: "testing"}.get(event.phase, "")
    epoch = f"epoch {event.epoch}/{event.target}" if event.epoch else ""
    texts = [text for text in (epoch, what) if text]
    texts.append(f"{bar:░<20} {event.done:,}/{event.total:,}")
    if event.loss is not None:
        texts.append(format_values({"loss": event.loss, **event.metrics}))
    return f"{'':11}{_name_column(event.trial_id, names)}{_GAP.join(texts)}"


def weights_text(which: str, epoch: int, partial_epoch: int) -> str:
    """Which weights: "last, epoch 10", "last, within epoch 11" (stopped there), "best, epoch 7" or "loaded"."""
    evaluated = evaluated_text(epoch, partial_epoch)
    return f"{which}, {evaluated}" if epoch or partial_epoch else evaluated


def evaluated_text(epoch: int, partial_epoch: int) -> str:
    """When weights were as they are: "epoch 10", "within epoch 11" (stopped there) or "loaded"."""
    if partial_epoch:
        return f"within epoch {partial_epoch}"
    return f"epoch {epoch}" if epoch else "loaded"


def only_class_text(name: str, in_turn: int = 0) -> str:
    """What is said of a network that gives all test rows to one class, and what may help.

    Args:
        name: of the class.
        in_turn: features that the network reads one after the other, 0 where it sees them all at once.
    """
    said = f"predicts “{name[:_LONGEST_NAME]}” for every test row: it tells no classes apart."
    if in_turn > _MANY_IN_TURN:
        return (
            f"{said} It reads the {in_turn:,} features one after the other and keeps little of the first ones: columns "
            "that tell much should be the last of the table, or another network be used."
        )
    return f"{said} More epochs, a higher learning rate or balanced class weights may help."


def _name_column(model: str, names: Iterable[str]) -> str:
    return f"{model:<{max(map(len, names), default=0)}}{_GAP}" if model else ""


def _event_text(event: Event) -> str | None:
    """What a job has brought about."""
    match event:
        case EpochEnded():
            left = format_seconds((event.target - event.epoch) * event.seconds)
            end = f"{left} left" if event.epoch < event.target else "last epoch"
            number = f"epoch {event.epoch:>{len(str(event.target))}}/{event.target}"
            return _GAP.join((number, format_values(event.values), format_seconds(event.seconds), end))
        case TestEnded():
            which = weights_text(event.which, event.epoch, event.partial_epoch)
            line = _GAP.join((f"test (weights: {which})", format_values(event.values), format_seconds(event.seconds)))
            note = f"\n{'':11}Note: {event.trial_id} {only_class_text(event.only_class, event.in_turn)}"
            return line + note if event.only_class else line
        case TrainingStarted():
            return _start_text(event)
        case DatasetPrepared():
            ready = f"{event.dataset} is ready: {event.train_rows:,} training rows, {event.test_rows:,} test rows"
            return "\n".join([ready, *(f"{'':11}Note: {warning}" for warning in event.warnings)])
        case WeightsSaved():
            return f"weights saved to {event.path}"
        case WeightsLoaded():
            return f"weights loaded from {event.path}" + (f" ({event.note})" if event.note else "")
        case _:
            return _fate_text(event)


def _start_text(event: TrainingStarted) -> str:
    start = f"continues after epoch {event.completed}" if event.completed else "training starts"
    rows = f"{event.train_rows:,} training rows, {event.validation_rows:,} validation rows"
    threads = f"{event.threads} thread{'s' if event.threads > 1 else ''}"
    steps = f"{event.batches_per_step} batch{'es' if event.batches_per_step > 1 else ''} a step"
    loop = ", unrolled" if event.unroll else ""
    return f"{start}, to epoch {event.target} ({rows}; {threads}, {steps}{loop})"


def _fate_text(event: Event) -> str | None:
    """What became of a job itself."""
    match event:
        case Notice():
            return event.text
        case JobRestarted():
            return f"{event.message} Another worker goes on from the last checkpoint."
        case JobFailed():
            return f"failed: {event.message} {event.advice}".rstrip()
        case JobEnded(outcome=Outcome.STOPPED):
            return "stopped; what was done so far is kept"
        case _:
            return None
