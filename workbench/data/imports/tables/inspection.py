"""Looks at a whole table, read once: its columns, its label, its rows for the test; from that comes the recipe."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.text_files import in_its_encoding
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import column_of
from workbench.data.imports.tables.columns.missing import words_that_are_classes
from workbench.data.imports.tables.columns.text_words import WORDS, frequent_words
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import is_text, look_at, look_at_second, pieces
from workbench.data.imports.tables.held_out import held_out, test_column
from workbench.data.imports.tables.labels.classes import class_names_of, label_codes
from workbench.data.imports.tables.labels.guess import label_of
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.types import Progress
from workbench.errors import UserError


def inspect(path: Path, options: TableOptions, name: str, progress: Progress) -> TableRecipe:
    """Look at a table; what is None in ``options`` is guessed. ``name`` is used where the options have none.

    Raises:
        UserError: the table cannot be read, a column that was chosen is not there, or no network can learn from it.
        Cancelled: from ``progress``.
    """

    def look(encoding: str) -> TableRecipe:
        return _inspect(look_at(path, replace(options, encoding=encoding)), options, name, progress)

    return in_its_encoding(path, options.encoding, look) if is_text(path) else look("")


def _inspect(table: TableFile, options: TableOptions, name: str, progress: Progress) -> TableRecipe:
    path = table.path
    if unknown := [name for name in options.words if name not in table.columns]:
        raise UserError(
            f"{path} has no column “{unknown[0][:60]}” whose words could be features.",
            f"Its columns are {', '.join(table.columns[:10])}{' …' if len(table.columns) > 10 else ''}.",
        )
    if len(table.columns) == 1:
        raise UserError(
            f"{path} has the single column “{table.columns[0][:60]}”.",
            "A label and a column to learn from are needed, divided by commas, semicolons, tabs, | or spaces; choose "
            "another separator if there is one."
            if table.form.separator
            else "A label and a column to learn from are needed.",
            "--separator MARK" if table.form.separator else "",
        )
    facts = collect(table, progress, present=options.present or ())
    label = label_of(path, facts, options.label_column or table.label)
    if options.present is None:
        facts[label].count_as_values(words_that_are_classes(facts[label]))
    class_names = table.declaration(label).in_order(class_names_of(path, facts[label]))
    labels = label_codes(facts[label], class_names)
    test = options.test or test_column(facts, label)
    in_test = held_out(path, facts, labels, test, class_names)
    training = (labels >= 0) & ~in_test
    aside = {label, test.column}
    columns = tuple(
        column_of(
            column,
            training,
            column.name in aside or column.name in options.left_out,
            column.name in options.included,
            bool(options.plain_dates),
            table.declaration(column.name),
        )
        for column in facts.values()
    )
    texts = set(options.words) - aside - set(options.left_out)
    columns = tuple(
        _with_words(table, column, training, progress) if column.name in texts else column for column in columns
    )
    sizes = (int(training.sum()), _test_rows(table, test, facts[label], class_names, in_test, progress))
    recipe = TableRecipe(
        name=options.name or name,
        path=path,
        label_column=label,
        columns=columns,
        class_names=class_names,
        sizes=sizes,
        test=test,
        separator=table.form.separator,
        encoding=table.form.encoding,
        header=table.form.header,
        decimal=table.form.decimal,
        sheet=table.sheet,
        unlabelled=int((labels < 0).sum()),
        present=options.present,
        file_type=table.file_type,
        skip_rows=table.form.skip_rows,
        skip_footer=table.form.skip_footer,
        quote=table.form.quote,
    )
    _check(recipe)
    return recipe


def collect(
    table: TableFile, progress: Progress, rows: int | None = None, present: tuple[str, ...] = ()
) -> dict[str, ColumnFacts]:
    """The facts of all columns by name; ``rows``: only of the first ones. `UserError` if there are no rows."""
    facts = {
        name: ColumnFacts(name, table.form.decimal, (*present, *table.declaration(name).present))
        for name in table.columns
    }
    done = 0
    for piece in pieces(table, rows=rows):
        done += len(piece)
        for name, column in facts.items():
            column.add(piece[name])
            progress(f"looking at {table.path.name}", done, 0)
    if not done:
        raise UserError(
            f"{table.path} has the names of {len(facts)} columns, but no rows.", "A row for each sample is needed."
        )
    return facts


def _with_words(table: TableFile, column: Column, training: NDArray[np.bool_], progress: Progress) -> Column:
    """A column whose most frequent words are features, read once more for them."""
    progress(f"looking at the words of {column.name}", 0, 0)
    words = frequent_words((piece[column.name] for piece in pieces(table, (column.name,))), training)
    if not words:
        raise UserError(
            f"No word stands in several, but not all, of the texts of “{column.name}”.", "Leave the column out."
        )
    note = f"Its {len(words):,} most frequent words (at most {WORDS:,}) are features; all others are left out."
    return replace(
        column,
        kind=ColumnType.TEXT,
        used=True,
        words=words,
        categories=(),
        other=False,
        missing=False,
        true="",
        date_format="",
        date_features=(),
        unit="",
        typeset=False,
        note=note,
    )


def _test_rows(
    first: TableFile,
    test: TestSplit,
    of_first: ColumnFacts,
    class_names: Sequence[str],
    in_test: NDArray[np.bool_],
    progress: Progress,
) -> int:
    path, label = test.path, of_first.name
    if path is None:
        return int(in_test.sum())

    def count(encoding: str) -> int:
        table = look_at_second(path, first.form.separator, first.form.header, (label,), encoding)
        if label not in table.columns:
            raise UserError(
                f"{path} has no column “{label}”.", "The file of the test part needs the same columns as the other."
            )
        facts = ColumnFacts(label, table.form.decimal, of_first.present)
        for piece in pieces(table, (label,)):
            facts.add(piece[label])
            progress(f"looking at {path.name}", facts.rows, 0)
        return int((label_codes(facts, class_names) >= 0).sum())

    return in_its_encoding(path, None, count) if is_text(path) else count("")


def _check(recipe: TableRecipe) -> None:
    if not recipe.feature_names:
        shown = ", ".join(f"{column.name} ({column.kind})" for column in recipe.columns[:10])
        raise UserError(
            f"{recipe.path} has no column from which a network could learn {recipe.label_column}.",
            f"Columns of numbers, categories or dates are needed; found were: {shown}.",
        )
    for what, rows in zip(("training", "test"), recipe.sizes, strict=True):
        if not rows:
            raise UserError(f"The {what} part of {recipe.path} would have no rows.", "Choose another test part.")
