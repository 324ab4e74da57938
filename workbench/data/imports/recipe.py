"""Recipes: how a set of the user's own is read. What the user chose, and the facts found by looking at the data.

A recipe is plain values, so it lies in a file, in the record of a run and beside saved weights; the data themselves are
only needed to train, not to predict.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from workbench.errors import UserError
from workbench.storage.plain_values import from_plain, to_plain

FORMAT = 1
"""Raised when an older version could no longer read a recipe."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


@dataclass(frozen=True)
class TestSplit:
    """Which rows or files are the test part.

    Attributes:
        share: held out of each class alike, where nothing else says what the test part is.
        column: of a table, whose ``value`` marks the rows of the test part.
        path: a second file, or a second folder of the same form.
    """

    __test__ = False  # not a pytest class

    share: float = 0.2
    column: str = ""
    value: str = ""
    path: Path | None = None


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
class Column:
    """A column of a table and how it becomes features.

    Attributes:
        used: whether it is a feature; never for the label and the column of the test part.
        categories: for categorical columns, the values with a feature of their own.
        other: whether there is a feature for all values that are not in ``categories``.
        missing: for categorical columns, whether there is a feature for missing values.
        true: for boolean columns, the value that counts as 1.
        date_format: for dates, as in `pandas.to_datetime`.
        date_parts: for dates, the features: "days", and "weekday" and "hour" where they vary.
        note: what the user should know, for example values that are no numbers.
    """

    name: str
    kind: ColumnType
    used: bool = True
    categories: tuple[str, ...] = ()
    other: bool = False
    missing: bool = False
    true: str = ""
    date_format: str = ""
    date_parts: tuple[str, ...] = ()
    note: str = ""

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of its features in their order, none where it is not used."""
        if not self.used:
            return ()
        if self.kind is ColumnType.DATE:
            return tuple(f"{self.name}: {part}" for part in self.date_parts)
        if self.kind is not ColumnType.CATEGORICAL:
            return (self.name,)
        rest = [word for word, there in (("other", self.other), ("missing", self.missing)) if there]
        return (*(f"{self.name} = {value}" for value in self.categories), *(f"{self.name}: {word}" for word in rest))


@dataclass(frozen=True)
class TableRecipe:
    """A table: CSV, TSV, Excel or Parquet.

    Attributes:
        name: as on the command line and as the folder's name.
        path: the file.
        label_column: the column that is predicted.
        columns: of the file, in its order, label included.
        separator: between columns, ``\\s+`` for any number of spaces; "" for Excel and Parquet.
        encoding: of a text file, "" for Excel and Parquet.
        header: whether the first row holds the names of the columns.
        decimal: the mark in numbers, "." or ",".
        sheet: of an Excel file, "" for others.
        class_names: the label's values, sorted.
        sizes: rows of the training and the test part.
        unlabelled: rows that are left out, since they have no label.
    """

    kind: ClassVar[str] = "table"

    name: str
    path: Path
    label_column: str
    columns: tuple[Column, ...]
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    test: TestSplit = TestSplit()
    separator: str = ","
    encoding: str = "utf-8"
    header: bool = True
    decimal: str = "."
    sheet: str = ""
    unlabelled: int = 0

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Of all columns that are used."""
        return tuple(name for column in self.columns for name in column.feature_names)


@dataclass(frozen=True)
class ImageFolderRecipe:
    """A folder of pictures with a folder for each class.

    Attributes:
        name: as on the command line and as the folder's name.
        height, width, channels: of the pictures after resizing.
        sizes: pictures of the training and the test part.
        broken: files that are left out, each with its reason.
        class_sizes: pictures of each class, in both parts.
        smallest, median, largest: (width, height) found; the median is of each side.
        notes: what the user should know.
    """

    kind: ClassVar[str] = "images"

    name: str
    folder: Path
    test: TestSplit
    height: int
    width: int
    channels: int
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    broken: tuple[str, ...] = ()
    class_sizes: tuple[int, ...] = ()
    smallest: tuple[int, int] = (0, 0)
    median: tuple[int, int] = (0, 0)
    largest: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextRecipe:
    """Texts: a table with a column of texts and one of labels, or a folder of text files for each class.

    Attributes:
        name: as on the command line and as the folder's name.
        path: the table or the folder.
        text_column, label_column: of a table, "" for a folder.
        encoding: "" where each file of a folder has its own.
        separator: of a table, "" for a folder.
        length: tokens that an embedding network sees.
        num_words: size of the vocabulary.
        sizes: texts of the training and the test part.
        header: whether the first row of a table holds the names of the columns.
        class_sizes: texts of each class, in both parts.
        lengths: words of the training texts, at the shares 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1 of them.
        different_words: in all texts.
        broken: files that are left out, each with its reason.
        notes: what the user should know.
    """

    kind: ClassVar[str] = "texts"

    name: str
    path: Path
    text_column: str
    label_column: str
    encoding: str
    separator: str
    test: TestSplit
    length: int
    num_words: int
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    header: bool = True
    class_sizes: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    different_words: int = 0
    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Recipe = TableRecipe | ImageFolderRecipe | TextRecipe

_KINDS: dict[str, type[Recipe]] = {recipe.kind: recipe for recipe in (TableRecipe, ImageFolderRecipe, TextRecipe)}


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """Plain values, with the kind of the recipe."""
    return {"format": FORMAT, "kind": recipe.kind, **to_plain(recipe)}


def recipe_text(recipe: Recipe) -> str:
    """A recipe in one line, for `workbench.data.types.DatasetSource.recipe`."""
    return json.dumps(recipe_to_json(recipe), ensure_ascii=False)


def recipe_from_json(values: Mapping[str, Any]) -> Recipe:
    """What `recipe_to_json` gave; `UserError` if it is anything else."""
    try:
        if values.get("format") != FORMAT:
            raise ValueError(f"format {values.get('format')!r} is unknown")
        if values.get("kind") not in _KINDS:
            raise ValueError(f"kind {values.get('kind')!r} is unknown")
        recipe = from_plain(_KINDS[values["kind"]], values)
        check_name(recipe.name)
        if len(recipe.class_names) < 2 or min(recipe.sizes) < 1:
            raise ValueError("at least two classes, and rows in both parts, are needed")
    except (ValueError, TypeError, UserError) as error:
        raise UserError(
            f"The recipe of this dataset is damaged: {error}.", "Choose the data themselves again: it is made anew."
        ) from error
    return recipe


def anchored(recipe: Recipe, folder: Path) -> Recipe:
    """The recipe with its relative paths taken from ``folder``."""
    test = replace(recipe.test, path=folder / recipe.test.path) if recipe.test.path else recipe.test
    match recipe:
        case ImageFolderRecipe():
            return replace(recipe, folder=folder / recipe.folder, test=test)
        case TableRecipe():
            return replace(recipe, path=folder / recipe.path, test=test)
        case TextRecipe():
            return replace(recipe, path=folder / recipe.path, test=test)


def data_path(recipe: Recipe) -> Path:
    """The file or folder that the recipe reads."""
    return recipe.folder if isinstance(recipe, ImageFolderRecipe) else recipe.path


def check_name(name: str) -> str:
    """The name itself; `UserError` unless it is made of letters, digits, ``-`` and ``_``."""
    if not _NAME.fullmatch(name):
        raise UserError(
            f"“{name[:60]}” cannot be the name of a dataset.",
            "Use up to 60 letters (a to z), digits, - and _, beginning with a letter or digit.",
        )
    return name
