"""A file or a text of the user's as one sample of a dataset."""

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.pictures import read_picture
from workbench.data.files.text_files import read_text
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.imports.registry import format_of
from workbench.data.types import DatasetSource, Kind, Samples, Sequences
from workbench.errors import UserError

MAX_TEXT_BYTES = 16 << 20

_MISSING = frozenset({"", "?", "na", "n/a", "nan", "null", "none", "-"})


def read_sample(
    source: DatasetSource, *, file: Path | None = None, text: str | None = None, optional_file: Path | None = None
) -> Samples:
    """Turn a file or a text into one sample, in the raw form of the dataset's arrays.

    Args:
        file: a picture for image datasets, a table of one row for tabular ones, a text for sequences.
        text: instead of a file, for tabular datasets (a row) and sequences. A row of a user's table holds the values
            of its columns, as its file does.
        optional_file: what `DatasetSource.encode` needs (see `locate.optional_file`).

    Returns:
        `Samples` of length 1.

    Raises:
        UserError: the file cannot be read, is of another kind, or does not fit the dataset.
    """
    if source.kind is Kind.IMAGE:
        if file is None:
            raise UserError(f"{source.title} holds pictures; a text is none.", "Choose a picture file.")
        return read_image(source, file)
    if file is None and text is None:
        raise UserError("Neither a file nor a text was given.", "Choose one of them.")
    if source.recipe and source.kind is Kind.TABULAR:
        return _imported_row(source, file, text or "")
    if text is None:
        assert file is not None
        text = read_text(file, MAX_TEXT_BYTES)
    where = str(file) if file is not None else "The text"
    if source.kind is Kind.TABULAR:
        return read_row(source, text, where)
    if source.encode is None:
        raise UserError(f"{source.title} cannot be asked with a text.", "Choose a test sample instead.")
    tokens = source.encode(text, optional_file)
    if not text.strip() or not tokens:
        raise UserError(f"{where} is empty.", "At least one word is needed.")
    return Sequences.from_rows([tokens])


def shown_features(source: DatasetSource, row: NDArray[np.floating]) -> tuple[tuple[str, float | str], ...]:
    """Names and values of one row as a person knows them: the columns of a user's table, else the features."""
    if source.recipe:
        recipe = recipe_from_text(source.recipe)
        if (shown := format_of(recipe).shown_features) is not None:
            return shown(recipe, row)
    names = source.feature_names or tuple(f"feature {place}" for place in range(1, len(row) + 1))
    return tuple((name, float(value)) for name, value in zip(names, row, strict=True))


def read_new_samples(source: DatasetSource, files: Sequence[Path], optional_file: Path | None = None) -> NewSamples:
    """All samples of new files: every row of tables, each picture, each text.

    Files of a dataset of the workbench hold one sample each; those of the user's data are read as the data themselves.

    Raises:
        UserError: a file cannot be read, is of another kind, or does not fit the dataset.
    """
    if not files:
        raise UserError("No file was named.", "Name the files whose samples shall be predicted.")
    for file in files:
        if file.exists() and not file.is_file() and not file.is_dir():
            raise UserError(f"{file} is neither a file nor a folder.", "Name files, or folders of them.")
    if source.recipe:
        recipe = recipe_from_text(source.recipe)
        return format_of(recipe).new_samples(recipe, files)
    found = [read_sample(source, file=file, optional_file=optional_file) for file in files]
    names = tuple(str(file) for file in files)
    rows = [sample.row(0).tolist() for sample in found if isinstance(sample, Sequences)]
    if rows:
        return NewSamples(names, Sequences.from_rows(rows))
    return NewSamples(names, np.concatenate([np.asarray(sample) for sample in found]))


def read_image(source: DatasetSource, path: Path) -> NDArray[np.uint8]:
    """A picture of any size and mode as uint8 ``(1, height, width, channels)``, scaled to the dataset's brightness."""
    height, width, channels = source.input_shape
    recipe = recipe_from_text(source.recipe) if source.recipe else None
    brightness = recipe.brightness if isinstance(recipe, ImageFolderRecipe) else None
    picture = read_picture(path, height, width, channels, brightness=brightness)
    pixels: NDArray[np.float32] = np.rint(picture.astype(np.float32) * (source.maximum / 255.0))
    return pixels.reshape(1, height, width, channels).astype(np.uint8)


def read_row(source: DatasetSource, text: str, where: str) -> NDArray[np.float32]:
    """One row of numbers, with or without a line of column names, as float32 ``(1, features)``; NaN where missing.

    Commas, semicolons, tabs and spaces separate; a decimal comma is understood where semicolons or tabs separate.
    Where the line of names holds all the dataset's features, the columns may have any order and others may be there.

    Args:
        where: what the text is called in messages.
    """
    rows, decimal_comma = _cells(text)
    names = source.feature_names
    header = None
    if rows and all(_is_name(cell) for cell in rows[0] if cell) and any(rows[0]):
        header = [cell.strip() for cell in rows.pop(0)]
    if len(rows) != 1:
        raise UserError(
            f"{where} holds {len(rows)} rows of numbers.", "Exactly one is expected, below an optional line of names."
        )
    cells = rows[0]
    if header is not None and set(names) <= set(header) and len(cells) == len(header):
        cells = [cells[header.index(name)] for name in names]
    features = source.input_shape[0]
    if len(cells) != features:
        raise UserError(
            f"{where} has {len(cells)} columns, but {source.title} has {features} features.",
            f"Give {features} numbers, separated by commas, in the order {names[0]}, {names[1]}, ..., {names[-1]}.",
        )
    values = [
        _value(cell, decimal_comma, f"column {number} ({name}) of {where}")
        for number, (cell, name) in enumerate(zip(cells, names, strict=True), 1)
    ]
    row = np.array([values], np.float32)
    if source.missing_marker is not None:
        row[row == source.missing_marker] = np.nan
    return row


def _imported_row(source: DatasetSource, file: Path | None, text: str) -> Samples:
    if file is None:
        recipe = recipe_from_text(source.recipe)
        typed_sample = format_of(recipe).typed_sample
        return read_row(source, text, "The text") if typed_sample is None else typed_sample(recipe, text)
    found = read_new_samples(source, [file])
    if len(found.names) != 1:
        raise UserError(f"{file} holds {len(found.names):,} rows.", "Exactly one is expected; “Files…” predicts all.")
    return found.samples


def _cells(text: str) -> tuple[list[list[str]], bool]:
    """The cells of each line that is not blank, and whether a comma inside a cell is a decimal comma."""
    lines = [line for line in text.strip("\r\n\ufeff").splitlines() if line.strip(" ")]
    separator = next((mark for mark in "\t;," if any(mark in line for line in lines)), None)
    if separator is None:
        return [line.split() for line in lines], False
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)], separator != ","


def _is_name(cell: str) -> bool:
    """Whether a cell can only be the name of a column."""
    return cell.lower() not in _MISSING and not re.fullmatch(r"[-+\d.,eE]+|[-+]?inf(inity)?", cell)


def _value(cell: str, decimal_comma: bool, where: str) -> float:
    if cell.lower() in _MISSING:
        return math.nan
    try:
        value = float(cell.replace(",", ".") if decimal_comma else cell)
    except ValueError:
        value = math.inf
    if not math.isfinite(value) or abs(value) > float(np.finfo(np.float32).max):
        raise UserError(f"“{cell[:40]}” in {where} is not a number.", "Give a number, or nothing where it is missing.")
    return value
