"""Results of competitors side by side, as a table of text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.evaluation.metrics import title_of
from workbench.reporting.sizes import epochs_note, size_note
from workbench.reporting.text import UNDEFINED, format_count, format_score, format_seconds, only_class_text

_GAP = "   "


@dataclass(frozen=True)
class ResultRow:
    """What is known of one competitor at the end.

    Attributes:
        parameters: None where they were not counted.
        epochs: trained.
        train_seconds: 0 where nothing was trained.
        weights: which ones were tested, in words; "" before a test.
        values: loss and metrics of the test by id, None where undefined; empty before a test.
        confusion_matrix: counts of the test, rows are true classes; empty before a test.
        only_class: the class that was predicted for every row of the test, "" where there are several.
        in_turn: features that the network reads one after the other, 0 where it sees them all at once.
        failure: what went wrong, "" if nothing.
    """

    name: str
    parameters: int | None = None
    epochs: int = 0
    train_seconds: float = 0.0
    weights: str = ""
    values: Mapping[str, float | None] = field(default_factory=dict)
    confusion_matrix: tuple[tuple[int, ...], ...] = ()
    only_class: str = ""
    in_turn: int = 0
    failure: str = ""


def results_table(rows: Sequence[ResultRow]) -> str:
    """Parameters, epochs, time and every value of the test, a line for each competitor; notes and failures below.

    Parameters are left out where none were counted.
    """
    metrics = list(dict.fromkeys(metric_id for row in rows for metric_id in row.values))
    header = distinct(
        ["Network", "Parameters", "Epochs", "Trained in", "Tested", *(title_of(metric_id) for metric_id in metrics)]
    )
    names = distinct([row.name for row in rows])
    lines = [header, *(_cells(name, row, metrics) for name, row in zip(names, rows, strict=True))]
    if rows and not any(row.parameters for row in rows):
        for line in lines:
            del line[1]
    to_the_left = {0, header.index("Tested")}
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    texts = [
        _GAP.join(
            cell.ljust(width) if place in to_the_left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    pairs = list(zip(names, rows, strict=True))
    sizes = size_note({name: row.parameters for name, row in pairs})
    notes = [
        *(note for note in (epochs_note([row.epochs for row in rows if row.epochs]), sizes) if note),
        *(f"{name} {only_class_text(row.only_class, row.in_turn)}" for name, row in pairs if row.only_class),
        *(f"{name} failed: {row.failure}" for name, row in pairs if row.failure),
    ]
    return "\n".join([texts[0].rstrip(), "─" * len(texts[0]), *(text.rstrip() for text in texts[1:]), *notes])


def distinct(texts: Sequence[str]) -> list[str]:
    """The texts, the second one of equal ones with " (2)" behind it, and so on, so that each can be named."""
    found: list[str] = []
    for text in texts:
        candidate, number = text, 1
        while candidate in found or (number > 1 and candidate in texts):
            number += 1
            candidate = f"{text} ({number})"
        found.append(candidate)
    return found


def _cells(name: str, row: ResultRow, metrics: Sequence[str]) -> list[str]:
    seconds = format_seconds(row.train_seconds) if row.train_seconds else UNDEFINED
    facts = [name, format_count(row.parameters), str(row.epochs), seconds, row.weights or UNDEFINED]
    return facts + [format_score(row.values.get(metric_id)) for metric_id in metrics]
