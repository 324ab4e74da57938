"""New texts of the form of a set of texts, for prediction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.data.files.text_files import read_text
from workbench.data.imports.class_folders import files_in, visible
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.imports.texts.rows import MAX_TEXT_BYTES, SUFFIXES
from workbench.data.imports.texts.tables import look_at_table, read_rows, text_column_of
from workbench.data.imports.words import words_of
from workbench.data.types import Sequences
from workbench.data.vocabulary import token_id
from workbench.errors import UserError


def new_samples(recipe: TextRecipe, files: Sequence[Path]) -> NewSamples:
    """Texts in files of their own (.txt), all of these in folders, and the rows of tables.

    A table needs the column of the texts alone, by its name; one without names has a single column.

    Raises:
        UserError: a table cannot be read or has no column of texts, or no text has words.
    """
    names, rows = list[str](), list[list[int]]()
    left_out: list[str] = []
    for file in files:
        for name, text in _texts(recipe, file, left_out):
            tokens = [token_id(word) for word in words_of(text)]
            if tokens:
                names.append(name)
                rows.append(tokens)
            else:
                left_out.append(f"{name}: it has no words")
    if not rows:
        first = f" {left_out[0]}." if left_out else ""
        raise UserError(
            f"None of the files holds a text that has words.{first}", "Give text files (.txt) or tables of texts."
        )
    return NewSamples(tuple(names), Sequences.from_rows(rows), tuple(left_out))


def _texts(recipe: TextRecipe, path: Path, left_out: list[str]) -> Iterator[tuple[str, str]]:
    """Names and texts; text files that cannot be read are noted in ``left_out``."""
    if path.is_dir() or (path.suffix.lower() in SUFFIXES and path.suffix.lower() != recipe.path.suffix.lower()):
        for file in files_in(path, SUFFIXES) if path.is_dir() else [path]:
            try:
                yield visible(str(file)), read_text(file, MAX_TEXT_BYTES)
            except UserError as error:
                left_out.append(f"{visible(str(file))}: {error.message.replace(str(file), 'it').rstrip('.')}")
    else:
        table = look_at_table(path, header=recipe.header if recipe.text_column else None)
        column = text_column_of(table, recipe.text_column)
        for number, (text,) in enumerate(read_rows(replace(table, strict=True), (column,)), 1):
            yield f"{visible(path.name)}, row {number:,}", text
