from collections import Counter

import numpy as np
import pytest

from tests.data.made_files import ignore_progress
from workbench.data.datasets.temporal_order import SOURCE, SYMBOLS, decode, encode
from workbench.data.types import RawArrays, Sequences
from workbench.errors import UserError

X, Y = len(SYMBOLS) - 1, len(SYMBOLS)


@pytest.fixture(scope="module")
def raw() -> RawArrays:
    return SOURCE.read({}, ignore_progress)


def rows_of(raw: RawArrays) -> list[tuple[list[int], int]]:
    assert isinstance(raw.x_train, Sequences) and isinstance(raw.x_test, Sequences) and raw.y_test is not None
    return [
        (x.row(index).tolist(), int(y[index]))
        for x, y in ((raw.x_train, raw.y_train), (raw.x_test, raw.y_test))
        for index in range(len(x))
    ]


def test_sizes_and_balance(raw: RawArrays) -> None:
    assert raw.y_test is not None
    assert np.bincount(raw.y_train).tolist() == [1000] * 4
    assert np.bincount(raw.y_test).tolist() == [500] * 4
    assert {len(row) for row, _ in rows_of(raw)} == set(range(20, 25))


def test_the_class_is_the_order_of_the_two_markers(raw: RawArrays) -> None:
    for row, label in rows_of(raw):
        positions = [position for position, token in enumerate(row) if token >= X]
        assert len(positions) == 2
        assert 3 <= positions[0] <= 6 and 15 <= positions[1] <= 18
        assert "".join(SYMBOLS[row[position] - 1] for position in positions) == SOURCE.class_names[label]
        assert min(row) >= 1


def test_the_presence_of_markers_gives_three_quarters_at_most(raw: RawArrays) -> None:
    seen = Counter(((X in row, Y in row), label) for row, label in rows_of(raw))
    presences = {presence for presence, _ in seen}
    right = sum(max(seen[presence, label] for label in range(4)) for presence in presences)
    assert right == 0.75 * sum(seen.values())


def test_the_same_rows_each_time(raw: RawArrays) -> None:
    again = SOURCE.read({}, ignore_progress)
    assert rows_of(raw) == rows_of(again)
    assert decode(np.array(rows_of(raw)[0][0], np.int32), None) == "a a a b j Y 1 v w v z 0 j g s a q Y a e c"


def test_symbols_and_tokens() -> None:
    assert encode("a z01 XY", None) == [1, 26, 27, 28, X, Y]
    assert decode(np.array([0, 0, 1, X, Y], np.int32), None) == "a X Y"
    with pytest.raises(UserError, match="A ä"):
        encode("aAä", None)
