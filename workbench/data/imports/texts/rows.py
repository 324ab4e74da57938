"""The texts of a table or of folders, one after the other, each with its label."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.data.files.text_files import read_text
from workbench.data.imports.class_folders import ClassFile, ClassFolders
from workbench.data.imports.folder_split import find_split
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.texts.quotation import looks_glued
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.imports.texts.tables import TextTable, look_at_second, look_at_table, read_rows
from workbench.data.types import Progress
from workbench.errors import UserError

SUFFIXES = frozenset({".txt"})
"""Of texts in files of their own."""

MAX_TEXT_BYTES = 64 << 20
"""Of a text in a file of its own."""

_REPORTED = 200  # rows between two reports


@dataclass(frozen=True)
class TextPlace:
    """Where texts lie.

    Attributes:
        table: None where ``path`` is a folder.
        test: as in the recipe.
    """

    path: Path
    test: TestSplit
    table: TextTable | None = None
    text_column: str = ""
    label_column: str = ""


@dataclass(frozen=True)
class LabelledText:
    """A text as it is in the file; ``in_test`` is None where nothing but a fraction says what is for the test."""

    text: str
    label: str
    in_test: bool | None


@dataclass
class Tally:
    """What was left out, and what looks wrong.

    Attributes:
        empty, unlabelled: rows without text, rows without label.
        left_out: files with their reasons.
        notes: of folders.
        glued: texts that seem to hold further rows; ``first_glued`` is the row of the first, from 1.
        labels: those that were found.
    """

    empty: int = 0
    unlabelled: int = 0
    left_out: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    glued: int = 0
    first_glued: int = 0
    labels: set[str] = field(default_factory=set)

    def look_at(self, number: int, text: str, label: str, separator: str) -> None:
        """Count a text of a table that seems to hold further rows."""
        self.labels.add(label)
        if separator and looks_glued(text, separator, self.labels):  # other types of files have no quotation marks
            self.glued, self.first_glued = self.glued + 1, self.first_glued or number


def place_of(recipe: TextRecipe) -> TextPlace:
    """Where the texts of a recipe lie; `UserError` if the file is gone."""
    if recipe.path.is_dir():
        return TextPlace(recipe.path, recipe.test)
    table = look_at_table(
        recipe.path,
        recipe.separator,
        recipe.encoding,
        recipe.header,
        recipe.quoting,
        recipe.skip_rows,
        of_any_type=not recipe.separator,
    )
    return TextPlace(recipe.path, recipe.test, table, recipe.text_column, recipe.label_column)


def texts_of(place: TextPlace, tally: Tally, progress: Progress) -> Iterator[LabelledText]:
    """All texts that have a label, in the order of the files.

    Raises:
        UserError: a file cannot be read as the recipe says.
        Cancelled: from ``progress``.
    """
    rows = _folder_rows(place, tally) if place.table is None else _table_rows(place, place.table, tally)
    for number, row in enumerate(rows):
        if number % _REPORTED == 0:
            progress("reading texts", number, 0)
        yield row


def _folder_rows(place: TextPlace, tally: Tally) -> Iterator[LabelledText]:
    found = find_split(place.path, place.test, SUFFIXES, "a text file (.txt)")
    tally.left_out += found.left_out
    tally.notes = found.notes
    used = {file.class_name for file in found.train.files}
    tally.left_out += [f"{name}: the folder holds no text" for name in found.train.classes if name not in used]
    yield from _file_texts(found.train, None if found.test is None else False, tally)
    if found.test is not None:
        yield from _file_texts(found.test, True, tally)


def _file_texts(folders: ClassFolders, in_test: bool | None, tally: Tally) -> Iterator[LabelledText]:
    for file in folders.files:
        text = _text_or_none(file, tally)
        if text is not None:
            yield LabelledText(text, file.class_name, in_test)


def _text_or_none(file: ClassFile, tally: Tally) -> str | None:
    try:
        return read_text(file.path, MAX_TEXT_BYTES)
    except UserError as error:
        tally.left_out.append(f"{file.name}: {error.message.replace(str(file.path), 'it')}")
        return None


def _table_rows(place: TextPlace, table: TextTable, tally: Tally) -> Iterator[LabelledText]:
    column = place.test.column
    if column and column not in table.columns:
        raise UserError(f"{table.path} has no column “{column}”.", f"Its columns are {', '.join(table.columns[:20])}.")
    in_test = False if place.test.path is not None else None
    wanted = (place.text_column, place.label_column, *((column,) if column else ()))
    for number, (text, label, *mark) in enumerate(read_rows(table, wanted), 1):
        if label.strip():
            tally.look_at(number, text, label.strip(), table.separator)
            yield LabelledText(text, label.strip(), mark[0].strip() == place.test.value if mark else in_test)
        else:
            tally.unlabelled += 1
    if place.test.path is not None and not column:
        second = look_at_second(place.test.path, table, wanted)
        missing = [name for name in wanted if name not in second.columns]
        if missing:
            raise UserError(
                f"{second.path} has no column “{missing[0]}”.", "The test part needs the columns of the training part."
            )
        for number, (text, label) in enumerate(read_rows(second, wanted), 1):
            if label.strip():
                tally.look_at(number, text, label.strip(), second.separator)
                yield LabelledText(text, label.strip(), True)
            else:
                tally.unlabelled += 1
