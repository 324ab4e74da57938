"""What to look at before networks are trained on data that nobody has looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.sample_hashes import contradicting_samples, different_pairs, sample_hashes, with_class
from workbench.data.imports.spelling import alike as names_alike
from workbench.data.types import RawArrays
from workbench.errors import UserError

FEW_SAMPLES = 10
"""Samples of a class below which it is hardly learned."""

_SHOWN = 5
_SHOWN_CLASSES = 20
_LONGEST = 60  # characters of a name
_ENOUGH_TO_JUDGE = 30  # rows below which a column separates the classes by chance
_ENOUGH_IN_CLASS = 3  # rows of a class below which numbers lie apart by chance
_CORRELATION = 0.9999


class Severity(StrEnum):
    """An error forbids training, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What was found in the data, and what the user can do about it."""

    severity: Severity
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


@dataclass(frozen=True)
class CheckedColumn:
    """A column of a table as `column_findings` looks at it.

    Attributes:
        values: of the training rows, shape (n,): numbers with NaN for missing, or codes of categories.
        categorical: whether the values are codes.
    """

    name: str
    values: NDArray[np.floating] | NDArray[np.integer]
    categorical: bool


@dataclass(frozen=True)
class CheckReport:
    """What a full look at all samples has found.

    Attributes:
        train, test: samples of each class, in the order of the classes.
        findings: errors first.
    """

    train: tuple[int, ...]
    test: tuple[int, ...]
    findings: tuple[Finding, ...]


def report(raw: RawArrays, class_names: Sequence[str], columns: Iterable[CheckedColumn] = ()) -> CheckReport:
    """Count the classes and `check`."""
    train, test = _counts(raw, len(class_names))
    return CheckReport(tuple(train.tolist()), tuple(test.tolist()), check(raw, class_names, columns))


def check(raw: RawArrays, class_names: Sequence[str], columns: Iterable[CheckedColumn] = ()) -> tuple[Finding, ...]:
    """All that is conspicuous in a dataset, errors first.

    Args:
        raw: to train and to test.
        columns: for tables, one at a time.
    """
    found = [*class_findings(raw, class_names), *duplicate_findings(raw), *column_findings(columns, raw.y_train)]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def checked(
    raw: RawArrays,
    class_names: Sequence[str],
    columns: Iterable[CheckedColumn] = (),
    findings: Sequence[Finding] = (),
) -> RawArrays:
    """The same arrays with what the user should know: sizes of the classes, ``findings``, what `check` finds.

    Raises:
        UserError: for the first error.
    """
    found = report(raw, class_names, columns)
    for finding in (*findings, *found.findings):
        if finding.severity is Severity.ERROR:
            raise UserError(finding.message, finding.advice)
    notes = (_sizes_text(class_names, found), *map(str, findings), *map(str, found.findings))
    return replace(raw, warnings=(*raw.warnings, *notes))


def class_findings(raw: RawArrays, class_names: Sequence[str]) -> list[Finding]:
    """Too few classes, or too few samples of one; nothing to train or to test of a class."""
    train, test = _counts(raw, len(class_names))
    found = []
    single = [name for name, count in zip(class_names, train + test, strict=True) if count < 2]
    if np.count_nonzero(train) < 2:
        found.append(
            _error("The training part has samples of one class only.", "Networks need at least two classes to compare.")
        )
    elif single:
        found.append(too_few(single))
    if alike := names_alike(class_names):
        found.append(
            _warning(
                f"The classes {' and '.join(f'“{name}”' for name in alike)} differ in their spelling only.",
                "Write them alike if they mean the same.",
            )
        )
    few = [name for name, count in zip(class_names, train + test, strict=True) if 2 <= count < FEW_SAMPLES]
    if few:
        found.append(_warning(f"{_some(few)}: fewer than {FEW_SAMPLES} samples.", "Such classes are hardly learned."))
    for what, counts in (("training", train), ("test", test)):
        without = [name for name, count in zip(class_names, counts, strict=True) if count == 0]
        if without and not single and raw.y_test is not None:
            found.append(_warning(f"The {what} part has no samples of {_some(without)}.", "Check how it was divided."))
    least = int(np.min(train[train > 0], initial=train.max()))
    if train.max() > 20 * max(1, least):
        largest, smallest = class_names[int(train.argmax())], class_names[int(np.where(train, train, np.inf).argmin())]
        found.append(
            _warning(
                f"Class sizes differ: {largest} has {train.max():,} samples, {smallest} {least:,}.",
                "Look at the F1 score beside the accuracy, and consider balanced classes.",
            )
        )
    return found


def too_few(names: Sequence[str]) -> Finding:
    """The error for classes with a single sample, which cannot be both trained on and tested."""
    have = "has a single sample" if len(names) == 1 else "have a single sample each"
    return _error(
        f"{_some(names)} {have}: at least two are needed, one to train and one to test.",
        "Add samples, remove the class, or join it with another one.",
    )


def duplicate_findings(raw: RawArrays) -> list[Finding]:
    """The same sample twice in the training part, also in two classes, and test samples that are there, too."""
    train = sample_hashes(raw.x_train)
    unique = np.unique(train)
    found = []
    contradicting = contradicting_samples(train, raw.y_train) if len(unique) < len(train) else 0
    repeated = len(train) - len(different_pairs(train, raw.y_train))
    if contradicting:
        found.append(
            _warning(
                f"{contradicting:,} of {len(train):,} training samples are the same as another one of another class.",
                "No network can tell them apart: correct their classes, or leave them out.",
            )
        )
    if repeated:
        fraction = repeated / len(train)
        found.append(
            _warning(
                f"{repeated:,} of {len(train):,} training samples ({fraction:.1%}) are repetitions of others.",
                "Remove them where they are the same thing measured once.",
            )
        )
    if raw.x_test is not None:
        test = sample_hashes(raw.x_test)
        both = int(np.isin(test, unique).sum())
        if raw.y_test is not None and both:
            known = np.isin(test, unique)
            pairs = different_pairs(train, raw.y_train)
            same = np.isin(with_class(test[known], raw.y_test[known]), pairs)
            if not same.all():
                found.append(
                    _warning(
                        f"{int((~same).sum()):,} of {len(test):,} test samples are in the training part with another "
                        "class.",
                        "No network can be right about both: correct their classes, or leave them out.",
                    )
                )
        if both:
            found.append(
                _warning(
                    f"{both:,} of {len(test):,} test samples are in the training part, too.",
                    "The test then says less of samples that were never seen.",
                )
            )
    return found


def column_findings(columns: Iterable[CheckedColumn], labels: NDArray[np.integer]) -> list[Finding]:
    """Columns that are constant in the training part, and columns that give the label away."""
    constant, telling = [], []
    for column in columns:
        known = column.values[np.isfinite(column.values)] if not column.categorical else column.values
        if len(known) == 0 or known.min() == known.max():
            constant.append(column.name)
        elif len(labels) >= _ENOUGH_TO_JUDGE and reveals_label(column, labels):
            telling.append(column.name)
    found = []
    if constant:
        found.append(
            _warning(f"{_some(constant)}: the same value in all training rows.", "Nothing is learned from it.")
        )
    if telling:
        found.append(
            _warning(
                f"{_some(telling)}: the value alone tells the class.",
                "Where it is not known before the class is, leave the column out.",
            )
        )
    return found


def reveals_label(column: CheckedColumn, labels: NDArray[np.integer]) -> bool:
    """Whether a column determines the label: each category has one class, or limits between numbers divide them all.

    Numbers that are in proportion to the label (correlation of about 1) count, too.
    """
    values, classes = column.values, labels
    if not column.categorical:
        known = np.isfinite(values)
        values, classes = values[known], labels[known]
        if len(np.unique(classes)) < 2:
            return False
        if abs(float(np.corrcoef(values.astype(np.float64), classes)[0, 1])) > _CORRELATION:
            return True
    order = np.lexsort((classes, values))
    values, classes = values[order], classes[order]
    changes = classes[1:] != classes[:-1]
    if (changes & (values[1:] == values[:-1])).any():
        return False
    if column.categorical:
        return len(np.unique(values)) <= len(values) // 2
    groups = len(np.unique(classes))
    return len(values) >= _ENOUGH_IN_CLASS * groups and int(changes.sum()) == groups - 1


def _counts(raw: RawArrays, classes: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Samples of each class in the training and in the test part."""
    train = np.bincount(raw.y_train, minlength=classes)
    return train, np.bincount(raw.y_test, minlength=classes) if raw.y_test is not None else np.zeros_like(train)


def _sizes_text(names: Sequence[str], found: CheckReport) -> str:
    shown = [
        f"{_short(name)} {train:,} + {test:,}"
        for name, train, test in zip(names[:_SHOWN_CLASSES], found.train, found.test, strict=False)
    ]
    more = len(names) - _SHOWN_CLASSES
    return f"Samples to train + to test: {', '.join(shown)}{f' and {more:,} more classes' if more > 0 else ''}."


def _error(message: str, advice: str) -> Finding:
    return Finding(Severity.ERROR, message, advice)


def _warning(message: str, advice: str) -> Finding:
    return Finding(Severity.WARNING, message, advice)


def _short(name: str) -> str:
    """A name in one line; labels can be whole sentences."""
    plain = " ".join(name.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(map(_short, names[:_SHOWN])) + (f" and {more} more" if more > 0 else "")
