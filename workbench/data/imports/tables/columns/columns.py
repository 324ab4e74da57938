"""Columns of a table: what each one holds, and how its cells become features."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import as_numbers, as_texts, distinct, is_missing
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.dates import date_features_of, date_note, date_table
from workbench.data.imports.tables.columns.identifiers import (
    nearly_all_different,
    numbers_rows,
    repeating_identifier,
    too_long,
)
from workbench.data.imports.tables.columns.sentinels import sentinel_of
from workbench.data.imports.tables.columns.text_words import word_table
from workbench.data.imports.tables.declaration import Declaration
from workbench.data.imports.tables.recipe import FEATURE_TYPES, Column, ColumnType, MissingWord

if TYPE_CHECKING:
    import pandas as pd

CATEGORIES = 50
"""Values of a categorical column with a feature of their own; all others have one together."""

_STRAY = 0.05  # fraction of cells that may be no numbers in a column of numbers
_OPPOSITES = {"true": "false", "yes": "no", "y": "n", "t": "f"}
_BOOLEANS = tuple({true, false} for true, false in _OPPOSITES.items())
_SEVERAL_WORDS = 4


def kind_of(facts: ColumnFacts) -> ColumnType:
    """What a column holds."""
    values = facts.values if facts.values is not None else {}
    if facts.known == 0 or (facts.known == facts.rows and len(values) == 1):
        return ColumnType.CONSTANT
    if repeating_identifier(facts):
        return ColumnType.IDENTIFIER
    if holds_numbers(facts) and not facts.has_codes:
        return ColumnType.IDENTIFIER if numbers_rows(facts) or too_long(facts) else ColumnType.NUMERIC
    if {value.lower() for value in values} in _BOOLEANS:
        return ColumnType.BOOLEAN
    if facts.form and facts.undated <= _STRAY * facts.known:
        return ColumnType.DATE
    if facts.all_different and len(facts.others) > 1:
        return ColumnType.TEXT if many_words(facts) else ColumnType.IDENTIFIER
    if facts.values is None or len(values) > max(CATEGORIES, facts.known // 2):
        return ColumnType.TEXT
    return ColumnType.CATEGORICAL


def holds_numbers(facts: ColumnFacts) -> bool:
    """Whether nearly all cells are numbers, those left aside that say that there is none."""
    readable = facts.numeric_cells
    return facts.numbers + sum(facts.units.values()) > 0 and readable >= (1 - _STRAY) * facts.known_among_numbers


def many_words(facts: ColumnFacts) -> bool:
    """Whether the cells hold several words on average."""
    return facts.texts > 0 and facts.words >= _SEVERAL_WORDS * facts.texts


def column_of(
    facts: ColumnFacts,
    training: NDArray[np.bool_] | None,
    left_out: bool,
    included: bool,
    plain_dates: bool = False,
    declared: Declaration = Declaration(),  # noqa: B008  # it is frozen
) -> Column:
    """How a column is used.

    Args:
        training: which rows are for training; None: all of them.
        left_out, included: what the user chose, where it differs from the guess.
        plain_dates: whether weekday and hour are plain numbers, as in recipes of earlier versions.
        declared: what the file says of it.
    """
    kind = kind_of(facts)
    if declared.categorical and facts.distinct > 2 and kind not in (ColumnType.IDENTIFIER, ColumnType.CONSTANT):
        kind = ColumnType.CATEGORICAL if facts.values is not None else ColumnType.TEXT
    if included and kind not in FEATURE_TYPES:
        kind = ColumnType.NUMERIC if holds_numbers(facts) else ColumnType.CATEGORICAL
        if kind is ColumnType.CATEGORICAL and facts.values is None:
            kind = ColumnType.TEXT
    used = kind in FEATURE_TYPES and not left_out and (included or not declared.left_out)
    column = _column(facts, kind, training, used, plain_dates)
    return replace(
        column,
        categories=declared.in_order(column.categories),
        note=" ".join(note for note in (declared.left_out, column.note) if note),
        missing_words=tuple(MissingWord(word, *found) for word, found in facts.missing_words.items()),
        present=tuple(word for word in facts.present if word in (facts.values or {})),
        unit=facts.unit if kind is ColumnType.NUMERIC else "",
        typeset=facts.typeset and kind is ColumnType.NUMERIC,
    )


def _column(
    facts: ColumnFacts, kind: ColumnType, training: NDArray[np.bool_] | None, used: bool, plain_dates: bool
) -> Column:
    if kind is ColumnType.BOOLEAN:
        true = next(value for value in sorted(facts.values or {}) if value.lower() in _OPPOSITES)
        return Column(facts.name, kind, used, true=true)
    if kind is ColumnType.DATE:
        made = date_features_of(facts, plain_dates)
        note = date_note(facts)
        return Column(facts.name, kind, used, date_format=facts.form, date_features=made, note=note)
    if kind is ColumnType.CATEGORICAL:
        return _categorical(facts, training, used)
    return Column(facts.name, kind, used, note=_note(facts, kind))


def features(column: Column, cells: "pd.Series[Any]", decimal: str) -> NDArray[np.float32]:
    """The features of some rows of a column, shape (rows, features); NaN where a number is missing."""
    if column.kind is ColumnType.NUMERIC:
        return as_numbers(cells, decimal, column.unit, column.typeset).astype(np.float32)[:, np.newaxis]
    codes, found = distinct(cells)
    texts = as_texts(found)
    if column.kind is ColumnType.BOOLEAN:
        table = np.array(
            [[np.nan if is_missing(text, column.present) else float(text == column.true)] for text in texts]
            + [[np.nan]]
        )
    elif column.kind is ColumnType.TEXT:
        table = word_table(column.words, texts, column.present)
    elif column.kind is ColumnType.DATE:
        table = np.vstack((date_table(column, texts), np.full((1, len(column.date_features)), np.nan)))
    else:
        table = _one_hot(column, texts)
    return table.astype(np.float32)[codes]  # the last row is that of cells without a value, code -1


def unreadable(column: Column, cells: "pd.Series[Any]", decimal: str) -> list[str]:
    """The cells that hold something, but nothing that the column can hold, as texts: they count as missing, or as none.

    That is a text where numbers or dates are, another word than the two of a column of yes and no, and a category that
    was never seen, where there is no feature for such.
    """
    if column.kind is ColumnType.BOOLEAN:
        texts = as_texts(cells)
        words = {column.true, opposite(column.true)}
        return [text for text in texts if text not in words and not is_missing(text, column.present)]
    if column.kind in (ColumnType.NUMERIC, ColumnType.DATE):
        gone: NDArray[np.bool_] = np.isnan(features(column, cells, decimal)[:, 0])
    elif column.kind is ColumnType.CATEGORICAL and not column.other:
        gone = np.asarray(~features(column, cells, decimal).any(axis=1))
    else:
        return []
    return [text for text in as_texts(cells[gone]) if not is_missing(text, column.present)]


def opposite(word: str) -> str:
    """The word that means 0 in a column where ``word`` means 1, in its spelling."""
    other = _OPPOSITES.get(word.lower(), "")
    return other.upper() if word.isupper() else other.capitalize() if word.istitle() else other


def _categorical(facts: ColumnFacts, training: NDArray[np.bool_] | None, used: bool) -> Column:
    codes = facts.all_codes
    names = list(facts.values or {})
    seen = codes if training is None else codes[training]
    counts = np.bincount(seen[seen >= 0], minlength=len(names))
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], names[code]))
    kept = order[:CATEGORIES]
    rest = len(names) - len(kept)
    notes = [f"{rest} rarer values have one feature together."] if rest else []
    return Column(
        facts.name,
        ColumnType.CATEGORICAL,
        used,
        categories=tuple(sorted(names[code] for code in kept)),
        other=rest > 0,
        missing=bool((codes < 0).any()),
        note=" ".join((*notes, *_warnings(facts))),
    )


def _warnings(facts: ColumnFacts) -> list[str]:
    """What is odd about the texts of a column."""
    found = []
    if len(facts.units) > 1:
        shown = ", ".join(f"{unit} ({count:,} cells)" for unit, count in facts.units.items())
        found.append(f"The numbers have several units, {shown}: they are read as numbers if all have the same.")
    if facts.known // 2 <= facts.numbers < facts.known:
        others = ", ".join(f"“{text[:20]}”" for text in facts.others)
        found.append(
            f"{facts.numbers:,} of {facts.known:,} cells are numbers, others ({others}) are none: empty these in the "
            "file if they mean that there is no value."
        )
    if facts.broken:
        found.append(
            f"{facts.broken:,} of the values hold line breaks: if that is not meant, look for a quotation mark that is "
            "not closed."
        )
    return found


def _note(facts: ColumnFacts, kind: ColumnType) -> str:
    if kind is ColumnType.NUMERIC:
        return _number_note(facts)
    if kind is ColumnType.IDENTIFIER and too_long(facts):
        return f"Its whole numbers have up to {facts.digits} digits, which numbers for networks cannot tell apart."
    if kind is ColumnType.IDENTIFIER and repeating_identifier(facts):
        return (
            f"It names what a row is about ({facts.different:,} different values in {facts.known:,} rows), such as a "
            "patient."
        )
    reason = {
        ColumnType.IDENTIFIER: "Every row has another value.",
        ColumnType.TEXT: "There are too many different values for categories; its most frequent words can be features.",
        ColumnType.CONSTANT: "There is one value only." if facts.known else "There are no values.",
    }.get(kind, "")
    return " ".join((reason, *_warnings(facts)) if kind is not ColumnType.TEXT or facts.units else (reason,))


def _number_note(facts: ColumnFacts) -> str:
    found = []
    if facts.unit:
        found.append(f"Read as numbers with the unit {facts.unit} ({facts.units[facts.unit]:,} cells have it).")
    if facts.no_numbers:
        shown = ", ".join(
            f"“{word}” {count:,}×, first in row {row:,}" for word, (count, row) in facts.no_numbers.items()
        )
        found.append(f"Words among the numbers count as missing ({shown}).")
    if facts.infinite:
        found.append(f"{facts.infinite:,} cells are infinite or too large and count as missing.")
    if strays := facts.known_among_numbers - facts.numeric_cells:
        shown = ", ".join(f"“{text[:20]}”" for text in facts.others)
        found.append(f"{strays:,} cells are no numbers and count as missing ({shown}).")
    if sentinel := sentinel_of(facts):
        number, count = sentinel
        found.append(
            f"{count:,} cells hold {number}, far outside of the others: if it means that there is no value, empty "
            "them in the file."
        )
    if nearly_all_different(facts):
        found.append(
            f"{facts.different:,} of {facts.known:,} whole numbers are different: if they only name the rows, leave "
            "the column out."
        )
    return " ".join(found)


def _one_hot(column: Column, texts: Sequence[str]) -> NDArray[np.float64]:
    """A row for each text, and a last one for no value; a value that has no feature has zeros."""
    places = {value: place for place, value in enumerate(column.categories)}
    rest = len(places) if column.other else None
    gone = len(places) + int(column.other) if column.missing else None
    table = np.zeros((len(texts) + 1, len(column.feature_names)))
    for row, text in enumerate((*texts, "")):
        place = gone if is_missing(text, column.present) else places.get(text, rest)
        if place is not None:
            table[row, place] = 1.0
    return table
