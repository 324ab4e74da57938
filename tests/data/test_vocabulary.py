from pathlib import Path

import numpy as np
import pytest

from workbench.data import vocabulary
from workbench.data.vocabulary import learn_words, read_words, token_id, vocabulary_ids, words_by_id, write_words
from workbench.errors import UserError

WORDS = ("the", "film", "was", "good", "好", "😀")


def tokens(text: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([token_id(word) for word in text.split()], np.int32)


def test_a_words_number_never_changes() -> None:
    assert [token_id(word) for word in ("the", "好", "😀")] == [1400053561, 460027228, 1204162725]
    numbers = {token_id(f"word {number}") for number in range(20_000)}
    assert len(numbers) > 19_990 and min(numbers) > 0 and max(numbers) < 2**31


def test_the_most_frequent_words_are_learned() -> None:
    text = tokens("good film good good film was")
    assert learn_words(text, WORDS, 10) == ("good", "film", "was")
    assert learn_words(text, WORDS, 4) == ("good", "film")
    assert learn_words(tokens(""), WORDS, 10) == ()


def test_places_in_the_vocabulary() -> None:
    assert vocabulary_ids(("good", "film"), tokens("film unknown good")).tolist() == [3, 1, 2]
    assert vocabulary_ids((), tokens("film")).tolist() == [1]
    assert vocabulary_ids(("good",), np.zeros(0, np.int32)).dtype == np.int32


def test_words_of_the_same_number_count_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "token_id", len)
    assert learn_words(np.array([3, 3, 5]), ["abc", "xyz", "hello"], 10) == ("abc", "hello")
    assert vocabulary_ids(("first", "other"), np.array([5, 4], np.int32)).tolist() == [2, 1]


def test_the_words_file(tmp_path: Path) -> None:
    write_words(tmp_path, WORDS)
    path = tmp_path / vocabulary.WORDS_FILE
    assert tuple(read_words(path)) == WORDS
    assert words_by_id(path)[token_id("film")] == "film"
    path.write_bytes(b"\xff\n")
    with pytest.raises(UserError, match="is damaged"):
        read_words(path)
    with pytest.raises(UserError, match="Could not read"):
        read_words(tmp_path / "gone")
