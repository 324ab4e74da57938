"""One object for several competitors on the same rows: every table, matrix, figure and comparison follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.evaluation.metrics import loss_and_metrics
from workbench.evaluation.scored import Scored, Scores


class EvaluatedSubset(StrEnum):
    """Which rows the competitors were tried on."""

    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True)
class Origin:
    """Where rows come from.

    Attributes:
        dataset: its name.
        fingerprint: of its data, see `workbench.data.types.Dataset`.
        split: in words, which rows these are and of what their ids are the numbers.
        class_names: in the order of labels and scores.
    """

    dataset: str
    fingerprint: str
    split: str
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class EvaluatedWeights:
    """Which weights of a competitor gave its scores.

    Attributes:
        which: "last" or "best".
        epoch: of these weights, 0 for loaded ones.
        partial_epoch: the epoch within which training was stopped, 0 where the weights are those of a whole epoch.
    """

    which: str
    epoch: int
    partial_epoch: int = 0


@dataclass(frozen=True, eq=False)
class Results:
    """Scores of competitors on the same rows. Nothing in it can be changed.

    Attributes:
        row_ids: int64 (n,), each row's number in the dataset as prepared; no number twice.
        y_true: labels (n,), from 0 to classes - 1.
        scores: by competitor, float (n, classes), finite.
        weights: by competitor, the same names as in ``scores``.

    Raises:
        UserError: the arrays do not fit each other, a label is out of range, or a score is not a finite number.
    """

    origin: Origin
    subset: EvaluatedSubset
    row_ids: NDArray[np.int64]
    y_true: NDArray[np.int32]
    scores: Mapping[str, Scores]
    weights: Mapping[str, EvaluatedWeights]

    def __post_init__(self) -> None:
        scores = {name: _locked(np.asarray(values)) for name, values in self.scores.items()}
        for name, value in (
            ("row_ids", _locked(np.asarray(self.row_ids))),
            ("y_true", _locked(np.asarray(self.y_true))),
            ("scores", MappingProxyType(scores)),
            ("weights", MappingProxyType(dict(self.weights))),
        ):
            object.__setattr__(self, name, value)
        self._check_rows()
        for name, values in scores.items():
            self._check_scores(name, values)
        if self.scores.keys() != self.weights.keys():
            raise _unsound(f"there are scores of {_names(self.scores)}, and weights of {_names(self.weights)}")

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.origin.class_names

    @cached_property
    def scored(self) -> Mapping[str, Scored]:
        """By competitor, what metrics are computed from."""
        return {name: Scored(self.y_true, values) for name, values in self.scores.items()}

    def y_pred(self, name: str) -> NDArray[np.int64]:
        """A competitor's predicted labels (n,): the class of the highest score, the first one on ties."""
        return self.scored[name].y_pred

    def confusion_matrix(self, name: str) -> NDArray[np.int64]:
        """A competitor's counts (classes, classes): rows are true classes, columns predicted ones."""
        return self.scored[name].counts

    def values(self, name: str) -> dict[str, float | None]:
        """A competitor's loss and all metrics by id, None where undefined."""
        return loss_and_metrics(self.scored[name])

    def _check_rows(self) -> None:
        if self.row_ids.ndim != 1 or self.row_ids.dtype.kind not in "iu":
            raise _unsound(f"row ids are {_form(self.row_ids)}, one whole number a row was expected")
        if self.y_true.shape != self.row_ids.shape or self.y_true.dtype.kind not in "iu":
            raise _unsound(f"labels are {_form(self.y_true)}, a whole number for each of {len(self.row_ids)} rows")
        ids, first = np.unique(self.row_ids, return_index=True)
        if len(ids) < len(self.row_ids):
            repeated = np.delete(self.row_ids, first)[0]
            raise _unsound(f"row {repeated} is there more than once")
        wrong = np.flatnonzero((self.y_true < 0) | (self.y_true >= len(self.class_names)))
        if len(wrong):
            row, label = self.row_ids[wrong[0]], self.y_true[wrong[0]]
            raise _unsound(f"row {row} has the label {label}, there are {len(self.class_names)} classes from 0")

    def _check_scores(self, name: str, values: Scores) -> None:
        expected = (len(self.row_ids), len(self.class_names))
        if values.shape != expected or values.dtype.kind != "f":
            raise _unsound(
                f"the scores of {name} are {_form(values)}, {expected[0]}×{expected[1]} floats were expected"
            )
        wrong = np.flatnonzero(~np.isfinite(values).all(axis=1))
        if len(wrong):
            raise UserError(
                f"{name} has a score that is not a number, in row {self.row_ids[wrong[0]]}"
                + (f" and {len(wrong) - 1:,} more." if len(wrong) > 1 else "."),
                "Its training has diverged: train it anew with a smaller learning rate, or leave it out.",
            )


def join(first: Results, second: Results) -> Results:
    """The competitors of both, if both are of the same rows.

    Raises:
        UserError: the rows are others, or a competitor is in both; the message says what differs.
    """
    differences = [
        f"{field.name.replace('_', ' ')} ({_short(ours)}, {_short(theirs)})"
        for field in fields(Origin)
        if (ours := getattr(first.origin, field.name)) != (theirs := getattr(second.origin, field.name))
    ]
    if first.subset is not second.subset:
        differences.append(f"subset ({first.subset}, {second.subset})")
    if len(first.row_ids) != len(second.row_ids):
        differences.append(f"number of rows ({len(first.row_ids):,}, {len(second.row_ids):,})")
    elif not np.array_equal(first.row_ids, second.row_ids):
        place = np.flatnonzero(first.row_ids != second.row_ids)[0]
        differences.append(f"row ids (first {first.row_ids[place]}, {second.row_ids[place]})")
    elif not np.array_equal(first.y_true, second.y_true):
        row = first.row_ids[np.flatnonzero(first.y_true != second.y_true)[0]]
        differences.append(f"labels (first in row {row})")
    who = f"{_names(first.scores)} and {_names(second.scores)}"
    if differences:
        raise UserError(
            f"The results of {who} are of different rows: they differ in {', '.join(differences)}.",
            "Compare results of the same data and split only; test the networks anew on the same rows.",
        )
    if both := [name for name in first.scores if name in second.scores]:
        raise UserError(f"{_names(both)}: in both results.", "Give one of them another name, or leave it out.")
    return Results(
        first.origin,
        first.subset,
        first.row_ids,
        first.y_true,
        {**first.scores, **second.scores},
        {**first.weights, **second.weights},
    )


def _locked(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view


def _unsound(what: str) -> UserError:
    return UserError(f"These results cannot be used: {what}.", "The file is damaged, or was not made for these data.")


def _form(array: NDArray[Any]) -> str:
    return f"{array.dtype} {'×'.join(map(str, array.shape)) or 'scalar'}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "nobody"


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
