"""New texts of the form of a set of texts, for prediction."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.data.own.class_folders import visible
from workbench.data.own.new_samples import NewSamples
from workbench.data.own.recipe import TextRecipe
from workbench.data.own.text_rows import MAX_TEXT_BYTES, SUFFIXES
from workbench.data.own.text_tables import look_at_table, read_rows, text_column_of
from workbench.data.own.words import words_of
from workbench.data.text_files import read_text
from workbench.data.types import Sequences
from workbench.data.vocabulary import token_id
from workbench.errors import UserError
from workbench.storage.atomic import explaining


def read_samples(recipe: TextRecipe, files: Sequence[Path]) -> NewSamples:
    """Texts in files of their own (.txt), all of these in folders, and the rows of tables.

    A table needs the column of the texts alone, by its name; one without names has a single column.

    Raises:
        UserError: a file cannot be read, has no column of texts, or no text has words.
    """
    names, rows, left_out = [], [], []
    for file in files:
        for name, text in _texts(recipe, file):
            tokens = [token_id(word) for word in words_of(text)]
            if tokens:
                names.append(name)
                rows.append(tokens)
            else:
                left_out.append(f"{name}: it has no words")
    if not rows:
        raise UserError("None of the files holds a text that has words.", "Give text files (.txt) or tables of texts.")
    return NewSamples(tuple(names), Sequences.from_rows(rows), tuple(left_out))


def _texts(recipe: TextRecipe, path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        with explaining("read", path):
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.name[0] != ".")
        for file in inside:
            yield visible(str(file)), read_text(file, MAX_TEXT_BYTES)
    elif path.suffix.lower() in SUFFIXES and path.suffix.lower() != recipe.path.suffix.lower():
        yield visible(str(path)), read_text(path, MAX_TEXT_BYTES)
    else:
        table = look_at_table(path, header=recipe.header if recipe.text_column else None)
        column = text_column_of(table, recipe.text_column)
        for number, (text,) in enumerate(read_rows(table, (column,)), 1):
            yield f"{visible(path.name)}, row {number:,}", text
