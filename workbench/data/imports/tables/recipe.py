"""How a table is read: what the user chose, and the facts found by looking at it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from workbench.data.imports.recipe import TestSplit, later


class ColumnType(StrEnum):
    """What a column of a table holds."""

    NUMERIC = "numeric"
    BOOLEAN = "boolean"
    CATEGORICAL = "categorical"
    DATE = "date"
    IDENTIFIER = "identifier"  # all values are different
    TEXT = "text"  # too many different values for categories
    CONSTANT = "constant"


FEATURE_TYPES = (ColumnType.NUMERIC, ColumnType.BOOLEAN, ColumnType.CATEGORICAL, ColumnType.DATE)
"""Columns that networks can learn from."""


@dataclass(frozen=True)
class MissingWord:
    """A word that counts as missing.

    Attributes:
        count: cells that hold it.
        row: the first of them, from 1.
    """

    word: str
    count: int
    row: int


@dataclass(frozen=True)
class Column:
    """A column of a table and how it becomes features.

    Attributes:
        used: whether it is a feature; never for the label and the column of the test.
        categories: for categorical columns, the values with a feature of their own.
        other: whether there is a feature for all values that are not in ``categories``.
        missing: for categorical columns, whether there is a feature for missing values.
        true: for boolean columns, the value that counts as 1.
        date_format: for dates, as in `pandas.to_datetime`.
        date_features: for dates, the features: "days" (of times alone "hour"), and "month sine", "month cosine", … of
            weekday and hour, where they vary (earlier: "weekday" and "hour" as numbers).
        note: what the user should know, for example values that are no numbers.
        unit: of numbers, which cells may have or not; "" for none.
        typeset: of numbers, whether cells have the minus sign (U+2212) or the thin space of printed ones.
        words: of texts, those that are features: whether a text holds them.
        missing_words: that count as missing, such as NA.
        present: words that are values here, although they count as missing elsewhere.
    """

    name: str
    kind: ColumnType
    used: bool = True
    categories: tuple[str, ...] = ()
    other: bool = False
    missing: bool = False
    true: str = ""
    date_format: str = ""
    date_features: tuple[str, ...] = ()
    note: str = ""
    unit: str = later("")
    typeset: bool = later(False)
    words: tuple[str, ...] = later(())
    missing_words: tuple[MissingWord, ...] = later(())
    present: tuple[str, ...] = later(())

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of its features in their order, none where it is not used."""
        if not self.used:
            return ()
        if self.kind is ColumnType.DATE:
            return tuple(f"{self.name}: {feature}" for feature in self.date_features)
        if self.kind is ColumnType.TEXT:
            return tuple(f"{self.name}: {word}" for word in self.words)
        if self.kind is not ColumnType.CATEGORICAL:
            return (self.name,)
        rest = [word for word, there in (("other", self.other), ("missing", self.missing)) if there]
        return (*(f"{self.name} = {value}" for value in self.categories), *(f"{self.name}: {word}" for word in rest))


@dataclass(frozen=True)
class TableRecipe:
    """A table in a file.

    Attributes:
        name: as on the command line and as the folder's name.
        path: the file.
        label_column: the column that is predicted.
        columns: of the file, in its order, label included.
        separator: between columns, ``\\s+`` for any number of spaces; "" where nothing stands between them.
        encoding: of a text file, "" for others.
        header: whether the first row holds the names of the columns.
        decimal: the mark in numbers, "." or ",".
        sheet: of an Excel file, "" for others.
        class_names: the label's values, sorted.
        sizes: rows of the training and the test part.
        unlabelled: rows that are left out, since they have no label.
        present: words such as NA that are values by choice; None: as found.
        file_type: name of the file's type, see `workbench.data.imports.tables.files.file_types`; "": as the first
            version read it, by its ending.
        skip_rows, skip_footer, quote: see `workbench.data.imports.tables.files.sniffing.TextFormat`.
    """

    format: ClassVar[str] = "table"

    name: str
    path: Path
    label_column: str
    columns: tuple[Column, ...]
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    test: TestSplit = TestSplit()  # noqa: RUF009  # it is frozen
    separator: str = ","
    encoding: str = "utf-8"
    header: bool = True
    decimal: str = "."
    sheet: str = ""
    unlabelled: int = 0
    present: tuple[str, ...] | None = later(None)
    file_type: str = later("")
    skip_rows: int = later(0)
    skip_footer: int = later(0)
    quote: str = later('"')

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Of all columns that are used."""
        return tuple(name for column in self.columns for name in column.feature_names)

    def present_in(self, column: str) -> tuple[str, ...]:
        """Words that are values of that column, although they count as missing elsewhere."""
        return next((found.present for found in self.columns if found.name == column), ())
