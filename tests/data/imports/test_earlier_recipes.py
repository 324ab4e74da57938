"""Recipes of the first version are read wherever they were written, and their datasets keep their keys."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from tests.data.imports.test_opening import make_table
from tests.data.imports.test_recipe import IMAGES, TABLE, TEXTS
from workbench.data.imports.formats import source_of
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import Recipe, later
from workbench.data.imports.recipe_json import (
    RECIPE_FILE,
    recipe_digest,
    recipe_from_json,
    recipe_from_text,
    recipe_text,
    recipe_to_json,
)
from workbench.data.imports.registry import format_of
from workbench.data.imports.remembered import read_exported, recall
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent
from workbench.storage.folders import Folders

# As the first version wrote them, with the keys that it gave their datasets.
OLD_TABLE = (
    '{"format": 1, "kind": "table", "name": "mine", "path": "/data/mine.csv", "label_column": "species", "columns": '
    '[{"name": "length", "kind": "numeric", "used": true, "categories": [], "other": false, "missing": false, "true": '
    '"", "date_format": "", "date_parts": [], "note": ""}, {"name": "colour", "kind": "categorical", "used": true, '
    '"categories": ["blue", "red"], "other": true, "missing": true, "true": "", "date_format": "", "date_parts": [], '
    '"note": ""}, {"name": "day", "kind": "date", "used": true, "categories": [], "other": false, "missing": false, '
    '"true": "", "date_format": "%Y-%m-%d", "date_parts": ["days", "weekday"], "note": ""}, {"name": "id", "kind": '
    '"identifier", "used": false, "categories": [], "other": false, "missing": false, "true": "", "date_format": "", '
    '"date_parts": [], "note": "Every row has another value."}, {"name": "species", "kind": "categorical", "used": '
    'false, "categories": [], "other": false, "missing": false, "true": "", "date_format": "", "date_parts": [], '
    '"note": ""}], "class_names": ["a", "„b“"], "sizes": [80, 20], "test": {"share": 0.2, "column": "", "value": "", '
    '"path": "/data/second.csv"}, "separator": "\\t", "encoding": "utf-8", "header": true, "decimal": ",", '
    '"sheet": "", "unlabelled": 0}'
)
OLD_IMAGES = (
    '{"format": 1, "kind": "images", "name": "pets", "folder": "/data/pets", "test": {"share": 0.3, "column": "", '
    '"value": "", "path": null}, "height": 10, "width": 12, "channels": 3, "class_names": ["cat", "dog"], '
    '"sizes": [70, 30], "broken": ["cat/1.txt: no picture"], "class_sizes": [50, 50], "smallest": [0, 0], '
    '"median": [0, 0], "largest": [640, 480], "notes": []}'
)
OLD_TEXTS = (
    '{"format": 1, "kind": "texts", "name": "films", "path": "/data/films.csv", "text_column": "text", "label_column": '
    '"label", "encoding": "utf-8", "separator": ",", "test": {"share": 0.2, "column": "part", "value": "test", "path": '
    'null}, "length": 40, "num_words": 1000, "class_names": ["good", "bad"], "sizes": [40, 10], "header": true, '
    '"class_sizes": [], "lengths": [], "different_words": 0, "broken": [], "notes": []}'
)
OLD = [
    (OLD_TABLE, TABLE, "mine-f56f78db"),
    (OLD_IMAGES, IMAGES, "pets-073d04db"),
    (OLD_TEXTS, TEXTS, "films-104e7294"),
]


@pytest.mark.parametrize(("text", "recipe", "key"), OLD, ids=["table", "images", "texts"])
def test_recipes_in_records_of_runs_and_beside_weights(text: str, recipe: Recipe, key: str) -> None:
    found = recipe_from_text(text)
    assert found == recipe == recipe_from_json(json.loads(text))
    assert source_of(found).key == key == source_of(recipe_from_json(recipe_to_json(recipe))).key


def old_file(path: Path, recipe: Recipe, state: str) -> None:
    """Write a ``recipe.json`` as the first version did, of a table without dates."""
    values: dict[str, Any] = recipe_to_json(recipe)
    del values["version"], values["format"]
    values["test"]["share"] = values["test"].pop("fraction")
    for column in values["columns"]:
        column["date_parts"] = column.pop("date_features")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"stamp": state, "recipe": {"format": 1, "kind": "table", **values}}))


def test_a_remembered_set_opens_under_its_key_and_is_not_looked_at_again(folders: Folders, tmp_path: Path) -> None:
    source = open_source(str(make_table(tmp_path / "flowers.csv")), folders)
    known = recall("flowers", folders)
    assert known is not None
    path = folders.datasets / "own" / "flowers" / RECIPE_FILE
    assert path.is_file()
    old_file(path, known.recipe, known.files_state)
    before = path.read_text()
    assert recall("flowers", folders) == known
    assert open_source("flowers", folders) == source and open_source("flowers", folders).key == source.key
    assert path.read_text() == before, "nothing was looked at again"


def test_an_exported_set_opens(folders: Folders, tmp_path: Path) -> None:
    open_source(str(make_table(tmp_path / "flowers.csv")), folders)
    known = recall("flowers", folders)
    assert known is not None
    (tmp_path / "out").mkdir()
    moved = format_of(known.recipe).export(known.recipe, tmp_path / "out", silent)
    old_file(tmp_path / "out" / RECIPE_FILE, moved, "")
    assert read_exported(tmp_path / "out" / RECIPE_FILE).path == tmp_path / "out" / "data.csv"
    there = open_source(str(tmp_path / "out"), Folders.under(tmp_path / "there"))
    assert there.sizes == known.recipe.sizes


def test_recipes_of_all_places_have_one_shape(folders: Folders, tmp_path: Path) -> None:
    source = open_source(str(make_table(tmp_path / "flowers.csv")), folders)
    remembered = json.loads((folders.imported / "flowers" / RECIPE_FILE).read_text())
    state = remembered.pop("files_state")
    assert remembered == json.loads(source.recipe) and state
    assert (remembered["version"], remembered["format"], remembered["name"]) == (2, "table", "flowers")


def test_an_entry_of_a_later_version_counts_only_where_it_is_not_the_default() -> None:
    @dataclass(frozen=True)
    class Wider(TableRecipe):
        skipped: int = later(0)

    entries = {field.name: getattr(TABLE, field.name) for field in fields(TABLE)}
    assert recipe_digest(Wider(**entries)) == recipe_digest(TABLE)
    assert recipe_digest(Wider(**entries, skipped=1)) != recipe_digest(TABLE)
    assert '"skipped": 0' in recipe_text(Wider(**entries))
