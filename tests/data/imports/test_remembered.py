"""Imported sets are remembered, found again, forgotten and exported."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.made_pictures import make_set
from workbench.data.cache import prepare
from workbench.data.imports.formats import source_of
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.reading import inspect as inspect_images
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import with_name
from workbench.data.imports.recipe_json import RECIPE_FILE
from workbench.data.imports.remembered import (
    export,
    forget,
    name_for,
    read_exported,
    recall,
    remember,
    remembered_names,
    remembered_sets,
)
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import Cancelled, silent
from workbench.errors import UserError
from workbench.storage.folders import Folders


def make_table(path: Path, mark: str = ",") -> Path:
    """Numbers, a category and a gap, and two classes; some rows have no label."""
    random = np.random.default_rng(2)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=mark)
        writer.writerow(["length", "colour, of all", "species"])
        for number in range(50):
            length = f"{random.normal():.4f}" if number % 7 else ""
            label = "" if number % 11 == 10 else "ab"[number % 2]
            writer.writerow([length, ("red", "blue")[number % 3 == 0], label])
    return path


@pytest.fixture
def recipe(folders: Folders, tmp_path: Path) -> TableRecipe:
    """A remembered table."""
    open_source(str(make_table(tmp_path / "flowers.csv")), folders)
    known = recall("flowers", folders)
    assert known is not None and isinstance(known.recipe, TableRecipe)
    return known.recipe


def test_a_set_is_remembered_under_its_name_until_it_is_forgotten(recipe: TableRecipe, folders: Folders) -> None:
    assert remembered_names(folders) == ("flowers",) and remembered_sets(folders) == (recipe,)
    assert recall("another", folders) is None
    forget("flowers", folders)
    assert remembered_names(folders) == () and recall("flowers", folders) is None
    assert recipe.path.is_file(), "the data stay"
    with pytest.raises(UserError, match="flowers"):
        forget("flowers", folders)


def test_nothing_outside_the_folder_is_forgotten(folders: Folders) -> None:
    with pytest.raises(UserError, match="cannot be the name"):
        forget("../own", folders)


def test_the_name_of_a_dataset_of_the_workbench_is_refused(recipe: TableRecipe, folders: Folders) -> None:
    with pytest.raises(UserError, match="dataset of the workbench"):
        remember(with_name(recipe, "Digits"), folders)


def test_a_damaged_recipe_is_reported_when_it_is_chosen(recipe: TableRecipe, folders: Folders) -> None:
    remember(with_name(recipe, "second"), folders)
    (folders.imported / "flowers" / RECIPE_FILE).write_text('{"recipe": 7}')
    assert [known.name for known in remembered_sets(folders)] == ["second"]
    with pytest.raises(UserError, match="not the recipe"):
        recall("flowers", folders)


def test_names_come_from_paths_and_are_free(recipe: TableRecipe, folders: Folders, tmp_path: Path) -> None:
    assert name_for(recipe.path, folders) == "flowers", "the same for the same path"
    other = make_table(tmp_path / "other" / "flowers.csv")
    assert name_for(other, folders) == "flowers-2"
    assert name_for(make_table(tmp_path / "digits.csv"), folders) == "digits-2"
    assert name_for(make_table(tmp_path / "Žluté květy (2).csv"), folders) == "Zlute-kvety-2"
    assert name_for(make_table(tmp_path / "数据.csv"), folders) == "data"
    assert name_for(make_table(tmp_path / "packed.csv.gz"), folders) == "packed"


@pytest.mark.parametrize("mark", [",", ";"])
def test_an_exported_table_gives_the_same_arrays_elsewhere(folders: Folders, tmp_path: Path, mark: str) -> None:
    source = open_source(str(make_table(tmp_path / "flowers.csv", mark)), folders)
    data = prepare(source, (), folders.cache, silent)
    known = recall("flowers", folders)
    assert known is not None
    assert export(known.recipe, tmp_path / "out", silent) == tmp_path / "out" / RECIPE_FILE
    assert "--dataset" in (tmp_path / "out" / "README.txt").read_text()
    (tmp_path / "flowers.csv").unlink()
    shutil.move(tmp_path / "out", tmp_path / "moved")

    there = Folders.under(tmp_path / "there")
    for text in (tmp_path / "moved", tmp_path / "moved" / RECIPE_FILE):
        again = open_source(str(text), there)
        assert (again.name, again.class_names, again.sizes) == (source.name, source.class_names, source.sizes)
        assert again.feature_names == source.feature_names
    copy = prepare(again, (), there.cache, silent)
    for name in ("x_train", "y_train", "x_test", "y_test"):
        np.testing.assert_array_equal(getattr(copy, name), getattr(data, name))
    assert open_source("flowers", there) == again


def test_a_folder_with_content_is_not_exported_into(recipe: TableRecipe, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").write_text("keep me")
    with pytest.raises(UserError, match="not empty"):
        export(recipe, folder, silent)
    assert (folder / "mine.txt").read_text() == "keep me"


def test_nothing_is_exported_among_the_folders_of_classes(tmp_path: Path) -> None:
    recipe = inspect_images(make_set(tmp_path / "set"), ImageOptions(), "mine", silent)
    for folder in (tmp_path / "set" / "export", tmp_path / "set" / "cat" / "export"):
        with pytest.raises(UserError, match="among the folders of classes"):
            export(recipe, folder, silent)
        assert not folder.exists()


def test_an_export_that_fails_leaves_no_folder(recipe: TableRecipe, tmp_path: Path) -> None:
    recipe.path.unlink()
    with pytest.raises(UserError, match=r"flowers\.csv"):
        export(recipe, tmp_path / "out", silent)
    assert not (tmp_path / "out").exists()


def test_an_export_that_is_stopped_leaves_no_folder(recipe: TableRecipe, tmp_path: Path) -> None:
    def stop(what: str, done: int, total: int) -> None:
        if what == "writing rows":
            raise Cancelled

    with pytest.raises(Cancelled):
        export(recipe, tmp_path / "out", stop)
    assert not (tmp_path / "out").exists()


def test_an_exported_recipe_does_not_depend_on_the_working_directory(
    recipe: TableRecipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(recipe, tmp_path / "out", silent)
    monkeypatch.chdir(tmp_path / "out")
    found = read_exported(Path(RECIPE_FILE))
    assert isinstance(found, TableRecipe) and found.path == (tmp_path / "out" / "data.csv").resolve()
    assert source_of(found).sizes == recipe.sizes
