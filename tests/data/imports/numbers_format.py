"""Lists of numbers as an import format: JSON such as ``[[5.1, 3.5, "setosa"], …]``, the label last in each row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import CheckReport, checked, report
from workbench.data.imports.class_folders import state_of_files
from workbench.data.imports.import_format import ImportFormat
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.recipe import TestSplit, check_name
from workbench.data.split import stratified_split
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays
from workbench.errors import UserError
from workbench.storage.atomic import read_json, write_json


@dataclass(frozen=True)
class NumbersOptions:
    """What the user can choose."""

    name: str | None = None
    test: TestSplit | None = None


@dataclass(frozen=True)
class NumbersRecipe:
    """How a list is read."""

    format: ClassVar[str] = "numbers"

    name: str
    path: Path
    test: TestSplit
    features: int
    class_names: tuple[str, ...]
    sizes: tuple[int, int]


@dataclass(frozen=True)
class NumbersPreview:
    """The first rows."""

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def inspect(path: Path, options: NumbersOptions, name: str, progress: Progress) -> NumbersRecipe:
    """Look at a list; `UserError` if it is none, or no network can learn from it."""
    rows = _rows(path)
    names = tuple(sorted({str(row[-1]) for row in rows}))
    test = options.test or TestSplit()
    found = NumbersRecipe(check_name(options.name or name), path, test, len(rows[0]) - 1, names, (1, 1))
    raw = read(found, {}, progress)
    assert raw.y_test is not None
    return replace(found, sizes=(len(raw.y_train), len(raw.y_test)))


def source(recipe: NumbersRecipe) -> DatasetSource:
    """The dataset of a recipe."""
    return DatasetSource(
        name=recipe.name,
        title=recipe.name,
        kind=Kind.TABULAR,
        description=f"Your numbers in {recipe.path.name}: {sum(recipe.sizes):,} rows.",
        class_names=recipe.class_names,
        sizes=recipe.sizes,
        input_shape=(recipe.features,),
        read=partial(read, recipe),
        citation=str(recipe.path),
        licence="your data",
        feature_names=tuple(f"number {place}" for place in range(1, recipe.features + 1)),
    )


def read(recipe: NumbersRecipe, _files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """All rows; `UserError` if they are not what they were."""
    return checked(_arrays(recipe, progress), recipe.class_names)


def check(recipe: NumbersRecipe, progress: Progress) -> CheckReport:
    """Look at all rows."""
    return report(_arrays(recipe, progress), recipe.class_names)


def new_samples(_recipe: NumbersRecipe, files: Sequence[Path]) -> NewSamples:
    """The rows of other lists, which need no label."""
    named = [(f"{path.name}, row {number}", row) for path in files for number, row in enumerate(_rows(path), 1)]
    return NewSamples(tuple(name for name, _ in named), _numbers([row for _, row in named]))


def export(recipe: NumbersRecipe, folder: Path, _progress: Progress) -> NumbersRecipe:
    """Copy the list."""
    write_json(folder / "numbers.json", _rows(recipe.path))
    return replace(recipe, path=Path("numbers.json"))


def preview(recipe: NumbersRecipe) -> NumbersPreview:
    """The first rows."""
    return NumbersPreview(tuple(tuple(map(str, row)) for row in _rows(recipe.path)[:10]))


def _arrays(recipe: NumbersRecipe, progress: Progress) -> RawArrays:
    progress(f"reading {recipe.path.name}", 0, 0)
    rows = _rows(recipe.path)
    x, y = _numbers(rows), np.array([recipe.class_names.index(str(row[-1])) for row in rows], np.int32)
    train, test = stratified_split(y, recipe.test.fraction, 0)
    return RawArrays(x[train], y[train], x[test], y[test])


def _rows(path: Path) -> list[list[Any]]:
    rows = read_json(path)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise UserError(f"{path} is no list of rows.", 'Such a file is expected: [[5.1, 3.5, "setosa"], …].')
    return rows


def _numbers(rows: list[list[Any]]) -> NDArray[np.float32]:
    return np.array([[value for value in row if not isinstance(value, str)] for row in rows], np.float32)


def _likeness(path: Path, _endings: Counter[str]) -> float:
    return 1.0 if path.suffix.lower() == ".json" else 0.0


NUMBERS = ImportFormat(
    name="numbers",
    samples="rows",
    options=NumbersOptions,
    recipe=NumbersRecipe,
    likeness=_likeness,
    inspect=inspect,
    options_of=lambda recipe: NumbersOptions(recipe.name, recipe.test),
    source=source,
    check=check,
    preview=preview,
    files_state=lambda recipe: state_of_files([recipe.path]),
    new_samples=new_samples,
    export=export,
    files=(".json",),
)
