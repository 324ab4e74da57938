"""The same table gives the same arrays whatever its file's type, and new files of that type are predicted."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.tables.made_tables import WRITERS, flowers
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.files.file_types import FILE_TYPES, SUFFIXES
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import options_of, read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent
from workbench.errors import UserError


def made(folder: Path, suffix: str) -> TableRecipe:
    path = folder / f"flowers{suffix}"
    WRITERS[suffix](path, flowers())
    return inspect(path, TableOptions(), "mine", silent)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_table_of_each_type_gives_the_same_samples(tmp_path: Path, suffix: str) -> None:
    plain, recipe = made(tmp_path, ".csv"), made(tmp_path, suffix)
    assert recipe.label_column == ("y" if suffix == ".npz" else "species")
    assert all("file of Orange" in warning for warning in preview(recipe).warnings)
    assert set(recipe.class_names) == set(plain.class_names) and recipe.sizes == (48, 12)
    expected, found = read(plain, {}, silent), read(recipe, {}, silent)
    order = [recipe.feature_names.index(name) for name in plain.feature_names]
    np.testing.assert_array_equal(np.asarray(found.x_train)[:, order], expected.x_train)
    assert [recipe.class_names[code] for code in found.y_train] == [
        plain.class_names[code] for code in expected.y_train
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_second_file_of_each_type_is_the_test_part(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"flowers{suffix}", tmp_path / f"more{suffix}"
    WRITERS[suffix](first, flowers(40))
    WRITERS[suffix](second, flowers(20))
    recipe = inspect(first, TableOptions(test=TestSplit(path=second)), "mine", silent)
    found = read(recipe, {}, silent)
    assert recipe.sizes == (40, 20) and found.y_test is not None
    assert [recipe.class_names[code] for code in found.y_test] == flowers(20)["species"].tolist()
    assert inspect(first, options_of(recipe), "mine", silent) == recipe, "looked at again, it is the same"


@pytest.mark.parametrize("suffix", WRITERS)
def test_new_files_of_each_type_are_samples_and_a_set_of_it_is_exported(tmp_path: Path, suffix: str) -> None:
    recipe = made(tmp_path, suffix)
    path = tmp_path / f"new{suffix}"
    WRITERS[suffix](path, flowers(7))
    samples = new_samples(recipe, [path])
    assert samples.names[-1] == f"new{suffix}, row 7" and np.asarray(samples.samples).shape == (7, 4)
    (tmp_path / "out").mkdir()
    moved = export(recipe, tmp_path / "out", silent)
    there = read(TableRecipe(**{**vars(moved), "path": tmp_path / "out" / moved.path}), {}, silent)
    np.testing.assert_array_equal(there.x_train, read(recipe, {}, silent).x_train)


@pytest.mark.parametrize("suffix", WRITERS)
def test_damaged_files_are_read_or_refused_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"flowers{suffix}"
    WRITERS[suffix](path, flowers())
    whole, random = path.read_bytes(), np.random.default_rng(0)
    for number in range(20):
        data = np.frombuffer(whole, np.uint8).copy()
        data[random.integers(len(data), size=1 + number % 5)] = random.integers(256)
        path.write_bytes(data[: random.integers(len(data)) if number % 4 == 0 else None].tobytes())
        with suppress(UserError):
            read(inspect(path, TableOptions(), "mine", silent), {}, silent)


def test_names_and_endings_of_types_are_different() -> None:
    assert len({known.name for known in FILE_TYPES}) == len(FILE_TYPES)
    suffixes = [suffix for known in FILE_TYPES for suffix in known.suffixes]
    assert len(set(suffixes)) == len(suffixes) and all(suffix == suffix.lower() for suffix in suffixes)


def test_the_documents_name_all_endings() -> None:
    text = (Path(__file__).parents[4] / "docs/imports.md").read_text(encoding="utf-8")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text] == []
