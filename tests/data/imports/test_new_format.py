"""A further import format is a folder and a line in the registry: data of a toy one become a dataset."""

import json
import pickle
from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.numbers_format import NUMBERS, NumbersOptions, NumbersRecipe
from workbench.data.cache import prepare
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.imports.registry import FORMATS, format_of, formats_for
from workbench.data.imports.remembered import export, recall
from workbench.data.sample_files import read_new_samples, read_sample, shown_features
from workbench.data.types import silent
from workbench.storage.folders import Folders

ROOT = Path(__file__).parents[3]


@pytest.fixture
def numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of numbers, whose format is registered."""
    monkeypatch.setattr("workbench.data.imports.registry.FORMATS", [*FORMATS, NUMBERS])
    random = np.random.default_rng(0)
    rows = [[*random.normal(size=3).round(3).tolist(), "ab"[number % 2]] for number in range(50)]
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(rows))
    return path


def test_the_format_is_recognised_and_its_data_are_prepared(numbers: Path, folders: Folders) -> None:
    source = open_source(str(numbers), folders)
    assert (source.class_names, source.sizes, source.input_shape) == (("a", "b"), (40, 10), (3,))
    recipe = recipe_from_text(source.recipe)
    assert isinstance(recipe, NumbersRecipe) and format_of(recipe) is NUMBERS
    assert pickle.loads(pickle.dumps(source)) == source, "it goes to worker processes"
    data = prepare(source, (), folders.cache, silent)
    assert data.x_train.shape == (40, 3) and data.warnings[0].startswith("Samples to train + to test: a 20 + 5")  # type: ignore[union-attr]
    assert [known.name for known in formats_for(numbers)] == ["table", "texts", "numbers"]


def test_it_is_remembered_changed_and_exported(numbers: Path, folders: Folders, tmp_path: Path) -> None:
    first = open_source(str(numbers), folders)
    assert open_source("mine", folders) == first
    changed = open_source("mine", folders, NumbersOptions(test=TestSplit(fraction=0.5)))
    assert changed.sizes == (25, 25) and changed.key != first.key
    known = recall("mine", folders)
    assert known is not None
    export(known.recipe, tmp_path / "out", silent)
    assert open_source(str(tmp_path / "out"), Folders.under(tmp_path / "there")).sizes == (25, 25)


def test_new_samples_are_read_and_shown(numbers: Path, folders: Folders, tmp_path: Path) -> None:
    source = open_source(str(numbers), folders)
    (tmp_path / "new.json").write_text("[[1, 2, 3], [4, 5, 6]]")
    found = read_new_samples(source, [tmp_path / "new.json"])
    assert found.names == ("new.json, row 1", "new.json, row 2")
    assert np.asarray(found.samples).tolist() == [[1, 2, 3], [4, 5, 6]]
    typed = np.asarray(read_sample(source, text="1, 2, 3"))
    assert shown_features(source, typed[0]) == (("number 1", 1), ("number 2", 2), ("number 3", 3))


def test_the_page_on_extending_shows_these_files() -> None:
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    assert (ROOT / "tests" / "data" / "imports" / "numbers_format.py").read_text(encoding="utf-8") in page
    dialog = (ROOT / "tests" / "view" / "importing" / "numbers_page.py").read_text(encoding="utf-8")
    assert dialog.replace("tests.data.imports.numbers_format", "workbench.data.imports.numbers.format") in page
