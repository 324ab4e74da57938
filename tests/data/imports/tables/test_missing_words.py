"""Words such as NA, which are missing in one table and a country in another."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.findings import recipe_findings
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import options_of, read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent

COUNTRIES = ("NA", "DE", "FR")


def written(tmp_path: Path, *more: str) -> Path:
    """90 rows whose label, and whose column of codes, is NA in a third."""
    rows = [f"{number / 7:.3f},{COUNTRIES[number % 3]},{COUNTRIES[number // 3 % 3]}" for number in range(90)]
    path = tmp_path / "countries.csv"
    path.write_text("\n".join(("x,code,country", *rows, *more)) + "\n")
    return path


def look(path: Path, present: tuple[str, ...] | None = None) -> TableRecipe:
    return inspect(path, TableOptions(label_column="country", present=present), "mine", silent)


def messages(recipe: TableRecipe) -> str:
    return "\n".join(map(str, recipe_findings(recipe)))


def test_na_is_a_class_where_no_label_is_empty(tmp_path: Path) -> None:
    recipe = look(written(tmp_path))
    assert recipe.class_names == ("DE", "FR", "NA") and recipe.unlabelled == 0
    assert "“NA” is a class of “country”" in messages(recipe)
    assert "“NA” count as missing (“code”: 30, first in row 1)" in messages(recipe)
    raw = read(recipe, {}, silent)
    assert raw.y_test is not None
    assert np.bincount(np.concatenate((raw.y_train, raw.y_test))).tolist() == [30, 30, 30]


def test_na_is_missing_beside_empty_labels(tmp_path: Path) -> None:
    recipe = look(written(tmp_path, "1.5,DE,"))
    assert recipe.class_names == ("DE", "FR") and recipe.unlabelled == 31
    assert "“country”: 30, first in row 1" in messages(recipe)


def test_a_chosen_word_is_a_value_and_none_chosen_leaves_all_missing(tmp_path: Path) -> None:
    recipe = look(written(tmp_path, "1.5,DE,"), present=("NA",))
    assert recipe.class_names == ("DE", "FR", "NA") and recipe.unlabelled == 1
    assert "code = NA" in recipe.feature_names and "code: missing" not in recipe.feature_names
    assert "count as missing" not in messages(recipe)
    assert options_of(recipe).present == ("NA",) and recipe_from_json(recipe_to_json(recipe)) == recipe
    assert look(written(tmp_path), present=()).class_names == ("DE", "FR")


def test_chosen_words_are_predicted_and_exported(tmp_path: Path) -> None:
    path = written(tmp_path)
    recipe = look(path, present=("NA",))
    place = recipe.feature_names.index("code = NA")
    assert np.asarray(new_samples(recipe, [path]).samples)[0, place] == 1.0
    exported = export(recipe, tmp_path / "out", silent)
    there = replace(exported, path=tmp_path / "out" / exported.path)
    first, again = (np.asarray(read(each, {}, silent).x_train) for each in (recipe, there))
    np.testing.assert_array_equal(first, again)
