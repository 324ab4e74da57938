"""Files of tables, read piece by piece, whatever their type. All columns get names that occur once."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.encoding_notes import encoding_note
from workbench.data.imports.tables.files.delimited import DELIMITED
from workbench.data.imports.tables.files.file_types import misnamed, name_in_recipes, named, type_of
from workbench.data.imports.tables.files.orange import ORANGE, other_form_chosen
from workbench.data.imports.tables.files.quiet import quiet, quietly
from workbench.data.imports.tables.files.reader_errors import readable
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd


def look_at(path: Path, options: TableOptions) -> TableFile:
    """Find out how a table is written.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of an unknown type.
    """
    known = type_of(path)
    if known is ORANGE and other_form_chosen(path, options):
        known = DELIMITED
    with explaining("read", path), readable(path), quiet():
        table = known.look_at(path, options)
    return replace(table, file_type=name_in_recipes(known, path))


def look_at_second(path: Path, separator: str, header: bool, needed: Collection[str], encoding: str) -> TableFile:
    """Find out how a second file of the same form is written: with the same separator, or as it looks.

    Args:
        separator, header: of the first file; the separator is another one where only so the columns are found.
        needed: names of columns.
        encoding: of a text file.

    Raises:
        UserError: as `look_at`.
    """
    guess = TableOptions(encoding=encoding, header=header)
    if separator and is_text(path):
        with suppress(UserError):
            table = look_at(path, replace(guess, separator=separator))
            if set(needed) <= set(table.columns):
                return table
    return look_at(path, guess)


def is_text(path: Path) -> bool:
    """Whether a table is a text, whose encoding has to be known.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of a type that is not read.
    """
    return type_of(path).is_text


def of_recipe(recipe: TableRecipe) -> TableFile:
    """The table of a recipe as it was found then."""
    names = tuple(column.name for column in recipe.columns)
    form = TextFormat(
        recipe.encoding,
        recipe.separator,
        recipe.header,
        recipe.decimal,
        names,
        recipe.skip_rows,
        recipe.skip_footer,
        recipe.quote,
    )
    return TableFile(recipe.path, form, recipe.sheet, recipe.file_type)


def second_of_recipe(recipe: TableRecipe, path: Path, encoding: str) -> TableFile:
    """The second file of a recipe, with the rows for the test; `UserError` if it lacks a column."""
    needed = [column.name for column in recipe.columns if column.used or column.name == recipe.label_column]
    table = look_at_second(path, recipe.separator, recipe.header, needed, encoding)
    if missing := [name for name in needed if name not in table.columns]:
        raise UserError(f"{path} has no column {', '.join(missing[:5])}.", "Both files need the same columns.")
    return table


def pieces(
    table: TableFile, columns: Collection[str] | None = None, rows: int | None = None
) -> "Iterator[pd.DataFrame]":
    """The rows, some ten thousand at a time, as texts or, where the type has numbers (Parquet), as they are.

    Args:
        columns: only these, in the order of the file.
        rows: only the first ones.

    Raises:
        UserError: the file is damaged, or no longer what it was.
    """
    with explaining("read", table.path), readable(table.path):
        yield from quietly(named(table.file_type, table.path).pieces(table, columns, rows))


def file_notes(table: TableFile) -> tuple[Finding, ...]:
    """What the user should know of the file; `UserError` if it is gone."""
    known = named(table.file_type, table.path)
    with explaining("read", table.path), readable(table.path), quiet():
        found = known.notes(table)
        suffix = misnamed(known, table.path)
    if note := encoding_note(table.path, table.form.encoding) if known.is_text else "":
        found = (*found, Finding(Severity.WARNING, note, ""))
    if suffix:
        message = f"This is {known.title}, although its name ends in {suffix}: it is read as what it is."
        found = (Finding(Severity.WARNING, message, "Rename it if that is right."), *found)
    return found
