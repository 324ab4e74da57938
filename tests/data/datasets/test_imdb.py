import json
from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import WORDS, ignore_progress, imdb, imdb_rows, npy, npz, old_pickled_npy, write_files
from workbench.data.datasets.imdb import SOURCE, decode, encode, tokens_of
from workbench.data.types import Sequences
from workbench.errors import UserError


def keras_preparation(
    rows: list[list[int]], labels: list[int], random: np.random.RandomState
) -> tuple[list[list[int]], list[int]]:
    """One part as `keras.datasets.imdb.load_data(num_words=10000)` documents it."""
    order = np.arange(len(rows))
    random.shuffle(order)
    shifted = [[1] + [rank + 3 for rank in rows[index]] for index in order]
    return [[token if token < 10_000 else 2 for token in row] for row in shifted], [labels[index] for index in order]


def test_rows_are_prepared_as_keras_does(tmp_path: Path) -> None:
    write_files(tmp_path, imdb())
    raw = SOURCE.read({"imdb.npz": tmp_path / "imdb.npz"}, ignore_progress)
    random = np.random.RandomState(113)
    for x, y, rows in ((raw.x_train, raw.y_train, 30), (raw.x_test, raw.y_test, 20)):
        expected, labels = keras_preparation(imdb_rows(rows, rows), [1] * (rows // 2) + [0] * (rows // 2), random)
        assert isinstance(x, Sequences) and y is not None
        assert [x.row(index).tolist() for index in range(len(x))] == expected
        assert y.tolist() == labels


def test_the_limits_of_the_vocabulary() -> None:
    assert tokens_of([[0, 1, 9_996, 9_997, 2**31 - 1]]).values.tolist() == [1, 3, 4, 9_999, 2, 2]


@pytest.mark.parametrize("rows", [[["a"]], [[1.5, [2]]], [[-1]], [[2**31]], [5], [None]])
def test_other_rows_are_refused(tmp_path: Path, rows: list[list[int]]) -> None:
    files = {
        "x_train.npy": old_pickled_npy(rows),
        "y_train.npy": npy(np.zeros(1, np.int64)),
        "x_test.npy": old_pickled_npy([[1]]),
        "y_test.npy": npy(np.zeros(1, np.int64)),
    }
    (tmp_path / "imdb.npz").write_bytes(npz(files))
    with pytest.raises(UserError, match="is not the review file"):
        SOURCE.read({"imdb.npz": tmp_path / "imdb.npz"}, ignore_progress)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"y_train.npy": npy(np.zeros(2, np.int64))},
        {"y_train.npy": npy(np.zeros(2, np.int64)), "x_train.npy": b"\x93NUMPY"},
        {"y_train.npy": npy(np.zeros(2, np.int64)), "x_train.npy": npy(np.zeros((2, 5)))},
        {"y_train.npy": npy(np.zeros(2, np.int64)), "x_train.npy": old_pickled_npy([[1]])},
        {"y_train.npy": npy(np.zeros(1)), "x_train.npy": old_pickled_npy([[1]])},
        {"y_train.npy": old_pickled_npy([[1]]), "x_train.npy": old_pickled_npy([[1]])},
    ],
)
def test_another_npz_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    (tmp_path / "imdb.npz").write_bytes(npz(members))
    with pytest.raises(UserError, match="is not the review file"):
        SOURCE.read({"imdb.npz": tmp_path / "imdb.npz"}, ignore_progress)


@pytest.mark.parametrize("keep", [0, 100, -100])
def test_a_truncated_file_is_refused(tmp_path: Path, keep: int) -> None:
    (tmp_path / "imdb.npz").write_bytes(imdb()["imdb.npz"][:keep])
    with pytest.raises(UserError, match="is not the review file"):
        SOURCE.read({"imdb.npz": tmp_path / "imdb.npz"}, ignore_progress)


def test_a_text_becomes_tokens_and_words_again(tmp_path: Path) -> None:
    path = tmp_path / "imdb_word_index.json"
    path.write_text(json.dumps(WORDS))
    tokens = encode("The FILM, I'm (good)!<unheard> rare last", path)
    assert tokens == [1, 4, 5, 8, 6, 2, 2, 9_999]
    assert decode(np.array([0, 0, *tokens], np.int32), path) == "the film i'm good … … last"
    assert decode(np.array([0, 1, 4], np.int32), None) == "1 4"


def test_without_a_word_index_the_message_says_where_to_put_it() -> None:
    with pytest.raises(UserError, match=r"imdb_word_index.json") as caught:
        encode("the film", None)
    assert "datasets/imdb" in caught.value.advice


@pytest.mark.parametrize("content", ["", "[1, 2]", '{"the": "x"}', '{"the": null}'])
def test_a_damaged_word_index(tmp_path: Path, content: str) -> None:
    path = tmp_path / "imdb_word_index.json"
    path.write_text(content)
    with pytest.raises(UserError, match="is damaged"):
        encode("the film", path)
