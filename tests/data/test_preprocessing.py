import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.data.datasets.registry import DATASETS
from workbench.data.preprocessing import Preprocessing, apply, fit
from workbench.data.types import Dataset, InputForm, Kind, Samples, Sequences
from workbench.errors import UserError


def dataset(name: str, x: Samples, **changes: Any) -> Dataset:
    source = dataclasses.replace(DATASETS[name], **changes)
    labels = np.zeros(len(x), np.int32)
    return Dataset(source, x, labels, x, labels, "", Path())


def table() -> np.ndarray[Any, np.dtype[np.float32]]:
    random = np.random.RandomState(0)
    x = random.normal(5, 3, (60, 6)).astype(np.float32)
    x[random.rand(60, 6) < 0.2] = np.nan
    x[:, 4] = np.float32(0.1)  # constant, and not a binary fraction
    x[:, 5] = np.nan  # never measured
    return x


SEQUENCES = Sequences.from_rows([[1, 5, 9, 9], [7], [1, 2, 3, 4, 5, 6, 7, 8], [2, 2]])


def test_tables_are_imputed_and_standardised_as_scikit_learn_does() -> None:
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, train = table(), np.arange(5, 45)
    learned = fit(dataset("breast-cancer", x), train)
    pipeline = make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler())
    pipeline.fit(x[train].astype(np.float64))
    batch = apply(learned, x, np.arange(60), InputForm.FEATURES)
    assert batch.dtype == np.float32
    np.testing.assert_allclose(batch, pipeline.transform(x.astype(np.float64)), atol=1e-6)


def test_only_training_rows_are_looked_at() -> None:
    x, train = table(), np.arange(0, 60, 2)
    learned = fit(dataset("breast-cancer", x), train)
    x[1::2] = 1e6
    assert fit(dataset("breast-cancer", x), train) == learned


def test_columns_without_spread_or_values() -> None:
    learned = fit(dataset("breast-cancer", table()), np.arange(60))
    assert learned.scale[4:] == (1.0, 1.0)
    assert learned.median[5] == learned.mean[5] == 0.0
    batch = apply(learned, table(), np.arange(60), InputForm.FEATURES)
    assert np.isfinite(batch).all() and (batch[:, 5] == 0).all()
    np.testing.assert_allclose(batch[:, 4], 0, atol=1e-9)


def test_pixels_are_divided_by_the_maximum_of_the_dataset() -> None:
    x = np.arange(2 * 8 * 8, dtype=np.uint8).reshape(2, 8, 8, 1) % 17
    learned = fit(dataset("digits", x), np.arange(2))
    batch = apply(learned, x, np.array([1, 0, 1]), InputForm.PIXELS)
    assert batch.dtype == np.float32 and batch.shape == (3, 8, 8, 1)
    assert batch.max() == 1.0 and batch.min() == 0.0
    np.testing.assert_array_equal(batch[0], x[1] / np.float32(16))


def test_tokens_are_cut_and_padded_in_front() -> None:
    learned = fit(dataset("temporal-order", SEQUENCES, input_shape=(5,)), np.arange(4))
    batch = apply(learned, SEQUENCES, np.array([2, 0, 3, 1]), InputForm.TOKENS)
    assert batch.dtype == np.int32
    assert batch.tolist() == [[4, 5, 6, 7, 8], [0, 1, 5, 9, 9], [0, 0, 0, 2, 2], [0, 0, 0, 0, 7]]


def test_words_of_the_whole_row_are_marked() -> None:
    sequences = Sequences(np.array([0, 0, 3, 3, 1, 2, 9], np.int32), np.array([0, 4, 7]))
    learned = fit(dataset("temporal-order", sequences, input_shape=(2,), num_words=10), np.arange(2))
    batch = apply(learned, sequences, np.array([1, 0, 1]), InputForm.MULTI_HOT)
    assert batch.dtype == np.float32 and batch.shape == (3, 10)
    assert [np.flatnonzero(row).tolist() for row in batch] == [[1, 2, 9], [3], [1, 2, 9]]
    assert set(np.unique(batch)) == {0.0, 1.0}


@pytest.mark.parametrize("form", InputForm)
def test_no_samples_give_an_empty_batch(form: InputForm) -> None:
    none = np.zeros(0, np.int64)
    if form in (InputForm.TOKENS, InputForm.MULTI_HOT):
        data = dataset("temporal-order", SEQUENCES)
    elif form is InputForm.PIXELS:
        data = dataset("digits", np.zeros((2, 8, 8, 1), np.uint8))
    else:
        data = dataset("breast-cancer", table())
    assert len(apply(fit(data, np.arange(2)), data.x_train, none, form)) == 0


def test_a_form_of_another_kind_is_a_mistake_of_the_caller() -> None:
    learned = Preprocessing(Kind.SEQUENCE, length=5, num_words=10)
    with pytest.raises(TypeError):
        apply(learned, SEQUENCES, np.arange(1), InputForm.PIXELS)
    with pytest.raises(TypeError):
        apply(learned, table(), np.arange(1), InputForm.TOKENS)


LEARNED = (
    fit(dataset("breast-cancer", table()), np.arange(60)),
    Preprocessing(Kind.IMAGE, maximum=16.0),
    Preprocessing(Kind.SEQUENCE, length=500, num_words=10_000),
    Preprocessing(Kind.SEQUENCE, length=5, num_words=4, words=("the", "好")),
)


@pytest.mark.parametrize("learned", LEARNED, ids=lambda learned: f"{learned.kind} {learned.words}")
def test_json_keeps_every_bit(learned: Preprocessing) -> None:
    assert Preprocessing.from_json(json.loads(json.dumps(learned.to_json(), allow_nan=False))) == learned


@pytest.mark.parametrize(
    ("index", "changes"),
    [
        (0, {"kind": "film"}),
        (0, {"kind": "image"}),
        (0, {"kind": ["image"]}),
        (0, {"mean": [0.0]}),
        (0, {"scale": [0.0] * 6}),
        (0, {"scale": [-1.0] * 6}),
        (0, {"mean": ["1"] * 6}),
        (0, {"mean": [True] * 6}),
        (0, {"mean": "123456"}),
        (0, {"mean": [float("nan")] * 6}),
        (0, {"median": [], "mean": [], "scale": []}),
        (0, {"more": 1}),
        (1, {"maximum": 0}),
        (1, {"maximum": None}),
        (1, {"maximum": 10**400}),
        (1, {"scale": [1.0], "mean": [1.0], "median": [1.0]}),
        (2, {"length": 0}),
        (2, {"length": 5.5}),
        (2, {"num_words": 1}),
        (2, {"num_words": -5}),
        (2, {"num_words": 10**12}),
        (3, {"words": "the"}),
        (3, {"words": ["the", 5]}),
        (3, {"words": ["one", "two", "three"]}),
        (3, {"kind": "image"}),
    ],
)
def test_damaged_json_is_refused(index: int, changes: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="is damaged"):
        Preprocessing.from_json(LEARNED[index].to_json() | changes)


def test_json_from_before_imported_texts_still_loads() -> None:
    old = LEARNED[2].to_json()
    del old["words"]
    assert Preprocessing.from_json(old) == LEARNED[2]


@pytest.mark.parametrize("value", [None, 5, [], {}, "text"])
def test_other_json_is_refused(value: object) -> None:
    with pytest.raises(UserError, match="is damaged"):
        Preprocessing.from_json(value)
