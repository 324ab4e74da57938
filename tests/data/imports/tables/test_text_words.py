"""Words of a column of texts beside numbers as features."""

from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import check, options_of, read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.imports.tables.typed_rows import read_typed_row, shown_row
from workbench.data.types import silent
from workbench.errors import UserError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Reviews whose class is in a word; each has a word that no other one has."""
    rows = [f"{number % 7},the food is {('Good', 'bad!')[number % 2]} u{number},{number % 2}" for number in range(80)]
    path = tmp_path / "reviews.csv"
    path.write_text("\n".join(("stars,review,class", *rows)))
    return path


def looked_at(path: Path, words: tuple[str, ...] = ("review",)) -> TableRecipe:
    return inspect(path, TableOptions(label_column="class", words=words), "reviews", silent)


def test_the_most_frequent_words_are_features(path: Path) -> None:
    recipe = looked_at(path)
    assert recipe.feature_names == ("stars", "review: bad", "review: good")
    raw = read(recipe, {}, silent)
    np.testing.assert_array_equal(np.asarray(raw.x_train)[:, 1], raw.y_train)
    np.testing.assert_array_equal(np.asarray(raw.x_test)[:, 2], 1 - np.asarray(raw.y_test))
    said = " ".join(f"{finding.message} {finding.advice}" for finding in check(recipe, silent).findings)
    assert "review: bad" in said


def test_without_them_the_column_is_left_out_and_the_note_says_what_can_be_done(path: Path) -> None:
    recipe = looked_at(path, ())
    assert recipe.feature_names == ("stars",)
    assert "words can be features" in recipe.columns[1].note


def test_only_words_of_training_rows_count(path: Path) -> None:
    lines = path.read_text().splitlines()
    split = ["split", *("test" if number >= 60 else "train" for number in range(80))]
    texts = [line.replace("food", "meal") if number > 60 else line for number, line in enumerate(lines)]
    path.write_text("\n".join(f"{line},{place}" for line, place in zip(texts, split, strict=True)))
    assert looked_at(path).feature_names == ("stars", "review: bad", "review: good")


def test_a_typed_row_and_the_recipe_keep_the_words(path: Path) -> None:
    recipe = looked_at(path)
    assert recipe_from_json(recipe_to_json(recipe)) == recipe
    assert inspect(path, options_of(recipe), "reviews", silent) == recipe
    row = read_typed_row(recipe, "3,GOOD and new")
    np.testing.assert_array_equal(row, [[3, 0, 1]])
    assert shown_row(recipe, row[0]) == (("stars", 3.0), ("review", "good"))


def test_a_column_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(UserError, match="no column “text”"):
        looked_at(path, ("text",))
