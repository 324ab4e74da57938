"""Tables of texts in files of other types than text with marks between the columns."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.data.imports.formats import inspect
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.texts.new_samples import new_samples
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.reading import read
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.types import Sequences, silent

WRITERS: dict[str, Callable[[Path, pd.DataFrame], object]] = {
    ".csv": lambda path, frame: frame.to_csv(path, index=False),
    ".csv.gz": lambda path, frame: path.write_bytes(gzip.compress(frame.to_csv(index=False).encode())),
    ".jsonl": lambda path, frame: frame.to_json(path, orient="records", lines=True),
    ".xlsx": lambda path, frame: frame.to_excel(path, index=False),
    ".parquet": lambda path, frame: frame.to_parquet(path),
    ".feather": lambda path, frame: frame.to_feather(path),
}


def reviews(rows: int = 60) -> pd.DataFrame:
    texts = [
        f"this film, number {number}, was {'a joy' if number % 2 else 'a bore'} to\nlook at" for number in range(rows)
    ]
    return pd.DataFrame({"review": texts, "sentiment": ["negative", "positive"] * (rows // 2)})


def made(folder: Path, suffix: str, options: TextOptions | None = None) -> TextRecipe:
    path = folder / f"reviews{suffix}"
    WRITERS[suffix](path, reviews())
    recipe = inspect(path, options, "mine", silent)
    assert isinstance(recipe, TextRecipe)
    return recipe


@pytest.mark.parametrize("suffix", WRITERS)
def test_texts_of_each_type_are_the_same_samples(tmp_path: Path, suffix: str) -> None:
    plain, recipe = made(tmp_path, ".csv"), made(tmp_path, suffix)
    assert (recipe.text_column, recipe.label_column) == ("review", "sentiment")
    assert recipe.class_names == plain.class_names and recipe.sizes == plain.sizes == (48, 12)
    expected, found = read(plain, {}, silent), read(recipe, {}, silent)
    assert isinstance(found.x_train, Sequences) and isinstance(expected.x_train, Sequences)
    np.testing.assert_array_equal(found.x_train.values, expected.x_train.values)
    np.testing.assert_array_equal(found.y_train, expected.y_train)
    WRITERS[suffix](tmp_path / f"new{suffix}", reviews(6)[["review"]])
    assert len(new_samples(recipe, [tmp_path / f"new{suffix}"]).names) == 6


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_second_file_of_each_type(tmp_path: Path, suffix: str) -> None:
    second = tmp_path / f"more{suffix}"
    WRITERS[suffix](second, reviews(20))
    recipe = made(tmp_path, suffix, TextOptions(test=TestSplit(path=second)))
    assert recipe.sizes == (60, 20) and len(read(recipe, {}, silent).y_train) == 60
