"""The classes of a label: its values, and the class of each row."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import sort_key
from workbench.data.imports.tables.columns.column_facts import MANY, ColumnFacts
from workbench.errors import UserError

_CONTINUOUS = 50  # values of a column of numbers from which on it is measured, not counted


def class_names_of(path: Path, label: ColumnFacts) -> tuple[str, ...]:
    """The label's values, sorted as numbers where they are; `UserError` if they cannot be classes."""
    advice = "Choose another column as the label"
    option = "--label COLUMN"
    numeric = label.numbers == label.known > 0
    measured = numeric and not label.whole and label.distinct > _CONTINUOUS
    counted = numeric and label.distinct > max(_CONTINUOUS, label.known // 5)
    if label.values is None or measured or counted:
        how_many = f"{MANY:,} or more" if label.values is None else f"{label.distinct:,}"
        if numeric:
            raise UserError(
                f"The label “{label.name}” of {path} has {how_many} different numbers: that is regression, "
                "and the networks here tell classes apart.",
                f"{advice}, or divide its values into a few classes.",
                option,
            )
        raise UserError(f"The label “{label.name}” of {path} has {how_many} different values.", f"{advice}.", option)
    if len(label.values) < 2:
        only = f"has the value “{next(iter(label.values))}” in all rows" if label.values else "is empty in all rows"
        raise UserError(
            f"The label “{label.name}” of {path} {only}; at least two classes are needed.",
            f"{advice}, or add rows of another class.",
            option,
        )
    if numeric:
        return tuple(sorted(label.values, key=lambda value: (sort_key(value, label.decimal), value)))
    return tuple(sorted(label.values))


def label_codes(facts: ColumnFacts, class_names: Sequence[str]) -> NDArray[np.int32]:
    """The class of each row, -1 where there is none; `UserError` for a value that is no class."""
    places = {name: place for place, name in enumerate(class_names)}
    check_classes(facts, class_names)
    assert facts.values is not None
    table = np.array([*(places[value] for value in facts.values), -1], np.int32)
    codes: NDArray[np.int32] = table[facts.all_codes]
    return codes


def check_classes(facts: ColumnFacts, class_names: Sequence[str]) -> None:
    """`UserError` for a value of the label that is no class."""
    known = frozenset(class_names)
    unknown = [value for value in facts.values or {} if value not in known]
    if facts.values is None or unknown:
        raise UserError(
            f"The label “{facts.name}” has the value “{unknown[0] if unknown else '…'}”, which is no class.",
            f"The classes are {', '.join(class_names[:10])}.",
        )
