"""Data sets that the version before remembered or exported open, with the same arrays."""

from pathlib import Path

import pytest

from tests.before.fixtures import BEFORE, DATA, read
from workbench.data.cache import prepare
from workbench.data.imports.opening import open_source
from workbench.data.types import silent
from workbench.storage.folders import Folders

RECIPES = BEFORE / "recipes"
ARRAYS = read(RECIPES / "arrays.json")
REMEMBERED = [name for name in ARRAYS if "/" not in name]


def check_arrays(text: str, name: str, folders: Folders) -> None:
    source = open_source(text, folders)
    dataset = prepare(source, folders.search_path, folders.cache, silent)
    assert dataset.fingerprint == ARRAYS[name]["fingerprint"], "of all arrays and words"
    assert len(dataset.y_train) + len(dataset.y_test) == sum(source.sizes)


@pytest.mark.parametrize("name", REMEMBERED)
def test_remembered_sets(name: str, folders: Folders) -> None:
    remembered = folders.datasets / "own" / name / "recipe.json"
    remembered.parent.mkdir(parents=True)
    written = (RECIPES / name / "recipe.json").read_text()
    remembered.write_text(written.replace("@DATA@", DATA.as_posix()))
    check_arrays(name, name, folders)


@pytest.mark.parametrize("name", [name for name in ARRAYS if "/" in name])
def test_exported_sets(name: str, folders: Folders) -> None:
    check_arrays(str(RECIPES / name), name, folders)


def test_there_is_one_of_each_format() -> None:
    formats = {read(RECIPES / name / "recipe.json")["recipe"]["kind"] for name in REMEMBERED}
    assert formats == {"table", "images", "texts"} and Path(DATA).is_dir()
