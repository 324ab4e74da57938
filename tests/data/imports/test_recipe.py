"""Recipes as JSON and back, damaged ones, and names."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.data.imports.formats import source_of
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.recipe import Recipe, TestSplit, anchored, check_name
from workbench.data.imports.recipe_json import recipe_from_json, recipe_from_text, recipe_text, recipe_to_json
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.errors import UserError

TABLE = TableRecipe(
    name="mine",
    path=Path("/data/mine.csv"),
    label_column="species",
    columns=(
        Column("length", ColumnType.NUMERIC),
        Column("colour", ColumnType.CATEGORICAL, categories=("blue", "red"), other=True, missing=True),
        Column("day", ColumnType.DATE, date_format="%Y-%m-%d", date_features=("days", "weekday")),
        Column("id", ColumnType.IDENTIFIER, used=False, note="Every row has another value."),
        Column("species", ColumnType.CATEGORICAL, used=False),
    ),
    class_names=("a", "„b“"),
    sizes=(80, 20),
    test=TestSplit(path=Path("/data/second.csv")),
    separator="\t",
    decimal=",",
)
IMAGES = ImageFolderRecipe(
    name="pets",
    path=Path("/data/pets"),
    test=TestSplit(fraction=0.3),
    height=10,
    width=12,
    channels=3,
    class_names=("cat", "dog"),
    sizes=(70, 30),
    broken=("cat/1.txt: no picture",),
    class_sizes=(50, 50),
    largest=(640, 480),
)
TEXTS = TextRecipe(
    name="films",
    path=Path("/data/films.csv"),
    text_column="text",
    label_column="label",
    encoding="utf-8",
    separator=",",
    test=TestSplit(column="part", value="test"),
    length=40,
    num_words=1000,
    class_names=("good", "bad"),
    sizes=(40, 10),
)
ALL: tuple[Recipe, ...] = (TABLE, IMAGES, TEXTS)


@pytest.mark.parametrize("recipe", ALL, ids=lambda recipe: recipe.format)
def test_a_recipe_comes_back_from_json_as_it_was(recipe: Recipe) -> None:
    assert recipe_from_json(json.loads(json.dumps(recipe_to_json(recipe)))) == recipe
    assert recipe_from_text(recipe_text(recipe)) == recipe
    assert "\n" not in recipe_text(recipe)


@pytest.mark.parametrize("recipe", ALL, ids=lambda recipe: recipe.format)
def test_the_dataset_of_a_recipe_travels_to_a_worker(recipe: Recipe) -> None:
    source = source_of(recipe)
    again = pickle.loads(pickle.dumps(source))
    assert again == source and again.key == source.key
    assert source.class_names == recipe.class_names and source.sizes == recipe.sizes
    assert recipe_from_text(source.recipe) == recipe


def test_features_are_named_after_columns_and_their_values() -> None:
    assert TABLE.feature_names == (
        "length", "colour = blue", "colour = red", "colour: other", "colour: missing", "day: days", "day: weekday",
    )  # fmt: skip
    assert source_of(TABLE).input_shape == (7,)


def test_entries_of_later_versions_are_passed_over() -> None:
    assert recipe_from_json({**recipe_to_json(TABLE), "new": 1}) == TABLE


def without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda values: values.pop(key)


def changed(**entries: object) -> Callable[[dict[str, Any]], object]:
    return lambda values: values.update(entries)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (changed(version=99), "version 99"),
        (changed(format="sounds"), "sounds"),
        (without("format"), "format None"),
        (without("version"), "format 'table'"),
        (without("label_column"), "label_column"),
        (changed(path=7), "path"),
        (changed(header="yes"), "header"),
        (changed(sizes=[80]), "sizes"),
        (changed(sizes=[80, 0]), "samples to train and to test"),
        (changed(sizes=[True, 20]), "sizes"),
        (changed(class_names=["a"]), "two classes"),
        (changed(class_names="ab"), "class_names"),
        (changed(columns=[{"name": "x", "kind": "fruit"}]), "kind"),
        (changed(columns=["x"]), "columns"),
        (changed(test=None), "test"),
        (changed(name="../../etc"), "name"),
    ],
)
def test_a_damaged_recipe_is_refused_with_what_is_wrong(
    damage: Callable[[dict[str, Any]], object], expected: str
) -> None:
    values = recipe_to_json(TABLE)
    damage(values)
    with pytest.raises(UserError, match="damaged") as raised:
        recipe_from_json(values)
    assert expected in raised.value.message


@pytest.mark.parametrize("recipe", ALL, ids=lambda recipe: recipe.format)
def test_relative_paths_start_at_the_folder(recipe: Recipe, tmp_path: Path) -> None:
    values = recipe_to_json(recipe) | {"path": "data"}
    values["test"]["path"] = "second"
    moved = anchored(recipe_from_json(values), tmp_path)
    assert moved.path == tmp_path / "data" and moved.test.path == tmp_path / "second"
    assert anchored(recipe, tmp_path).path == recipe.path, "absolute paths stay"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "-x", "a b", "ä", "x" * 61, "a\n"])
def test_names_that_could_be_paths_or_options_are_refused(name: str) -> None:
    with pytest.raises(UserError, match="cannot be the name"):
        check_name(name)


def test_usual_names_are_accepted() -> None:
    assert [check_name(name) for name in ("mine", "Mine-2", "2_b", "x" * 60)] == ["mine", "Mine-2", "2_b", "x" * 60]
