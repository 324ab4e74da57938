"""Cached arrays of imported files that have changed are removed, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from workbench.data.cache import prepare
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import inspect, source_of
from workbench.data.imports.tables.options import TableOptions
from workbench.data.types import DatasetSource, silent


def write(path: Path, rows: int) -> Path:
    path.write_text("x,y,label\n" + "".join(f"{n * 37 % 101},{n * 17 % 7},{'ab'[n % 2]}\n" for n in range(rows)))
    return path


def source(path: Path, name: str = "mine", label: str = "label") -> DatasetSource:
    return source_of(inspect(path, TableOptions(label_column=label), name, silent))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def cached(cache: Path, made: DatasetSource) -> Path:
    return prepare(made, (), cache, silent).folder


def test_changed_contents_replace_the_old_ones_of_the_same_file_alone(tmp_path: Path, cache: Path) -> None:
    path, other = write(tmp_path / "mine.csv", 40), write(tmp_path / "other.csv", 40)
    old = [cached(cache, source(path)), cached(cache, source(path, label="y")), cached(cache, source(path, "twin"))]
    kept = [cached(cache, source(other, "other")), cached(cache, DATASETS["digits"])]
    assert all(folder.is_dir() for folder in (*old, *kept))  # the same contents, read in another way
    write(path, 50)
    new = cached(cache, source(path))
    assert new.is_dir() and all(folder.is_dir() for folder in kept)
    assert not any(folder.exists() for folder in old)


def test_the_same_recipe_for_changed_contents(tmp_path: Path, cache: Path) -> None:
    path = write(tmp_path / "mine.csv", 40)
    made = source(path)
    old = cached(cache, made)
    path.write_text(path.read_text().replace("37,", "38.5,"))
    new = cached(cache, made)
    assert new.parent == old.parent and new.is_dir() and not old.exists()


def test_a_second_file_makes_it_another_set(tmp_path: Path, cache: Path) -> None:
    path, second = write(tmp_path / "mine.csv", 40), write(tmp_path / "second.csv", 40)
    plain = source(path)
    recipe = inspect(path, TableOptions(label_column="label"), "mine", silent)
    both = source_of(replace(recipe, sizes=(40, 40), test=replace(recipe.test, path=second)))
    folders = [cached(cache, plain), cached(cache, both)]
    assert all(folder.is_dir() for folder in folders)


def test_what_another_process_works_on_stays(tmp_path: Path, cache: Path) -> None:
    path = write(tmp_path / "mine.csv", 40)
    old = cached(cache, source(path))
    write(path, 50)
    with FileLock(old.parent / "lock"):
        assert cached(cache, source(path)).is_dir()
    assert old.is_dir()


def test_a_damaged_description_is_left_alone(tmp_path: Path, cache: Path) -> None:
    path = write(tmp_path / "mine.csv", 40)
    old = cached(cache, source(path))
    (old / "dataset.json").write_text("{")
    write(path, 50)
    cached(cache, source(path))
    assert old.is_dir()
