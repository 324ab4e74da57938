"""A table written anew as one cleaned CSV: UTF-8, commas, the columns that are used, and which rows test."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from workbench.data.files.text_files import encoding_of
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.cells import as_texts, plain_number
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import is_text, of_recipe, pieces, second_of_recipe
from workbench.data.imports.tables.held_out import held_out
from workbench.data.imports.tables.labels.classes import label_codes
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.imports.tables.units import without_unit
from workbench.data.types import Progress
from workbench.storage.atomic import replacing

DATA_FILE = "data.csv"


def export(recipe: TableRecipe, folder: Path, progress: Progress) -> TableRecipe:
    """Write the rows that have a label, and return the recipe that reads them there as the same arrays.

    Raises:
        UserError: the table is gone or has changed, or the folder cannot be written.
        Cancelled: from ``progress``.
    """
    kept = [column for column in recipe.columns if column.used or column.name == recipe.label_column]
    split = _free_name({column.name for column in kept})
    with replacing(folder / DATA_FILE) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*(column.name for column in kept), split])
        for table, second in _tables(recipe):
            _write_rows(writer, recipe, table, kept, second, progress)
    return replace(
        recipe,
        path=Path(DATA_FILE),
        columns=(*kept, Column(split, ColumnType.CATEGORICAL, used=False, categories=("test", "train"))),
        test=TestSplit(column=split, value="test"),
        separator=",",
        encoding="utf-8",
        header=True,
        decimal=".",
        sheet="",
        file_type="",
        skip_rows=0,
        skip_footer=0,
        quote='"',
        unlabelled=0,
    )


def _tables(recipe: TableRecipe) -> list[tuple[TableFile, bool]]:
    """The table, and the second one with the rows for the test where there is one."""
    found = [(of_recipe(recipe), False)]
    if (path := recipe.test.path) is not None:
        found.append((second_of_recipe(recipe, path, encoding_of(path) if is_text(path) else ""), True))
    return found


def _write_rows(
    writer: "csv.writer",  # type: ignore[valid-type]  # the type has no public name
    recipe: TableRecipe,
    table: TableFile,
    kept: list[Column],
    second: bool,
    progress: Progress,
) -> None:
    facts = {
        name: ColumnFacts(name, table.form.decimal, recipe.present_in(name))
        for name in (recipe.label_column, recipe.test.column)
        if name
    }
    for piece in pieces(table, tuple(facts)):
        progress("reading labels", 0, 0)
        for name, column in facts.items():
            column.add(piece[name])
    labels = label_codes(facts[recipe.label_column], recipe.class_names)
    in_test = (
        np.ones(len(labels), bool) if second else held_out(table.path, facts, labels, recipe.test, recipe.class_names)
    )
    start = 0
    for piece in pieces(table, [column.name for column in kept]):
        progress("writing rows", start, len(labels))
        rows = slice(start, start + len(piece))
        start += len(piece)
        cells = [_cells(column, as_texts(piece[column.name]), table.form.decimal) for column in kept]
        words = ["test" if test else "train" for test in in_test[rows]]
        lines = zip(labels[rows], zip(*cells, words, strict=True), strict=True)
        writer.writerows(line for label, line in lines if label >= 0)  # type: ignore[attr-defined]


def _cells(column: Column, texts: list[str], decimal: str) -> list[str]:
    if column.kind is ColumnType.NUMERIC:
        return [plain_number(without_unit(text, column.unit), decimal) for text in texts]
    return texts


def _free_name(names: set[str]) -> str:
    name = "split"
    while name in names:
        name += "_"
    return name
