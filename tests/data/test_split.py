import numpy as np
import pytest

from workbench.data.split import stratified_split
from workbench.errors import UserError


def labels_of(*counts: int) -> np.ndarray:
    labels = np.repeat(np.arange(len(counts)), counts)
    return np.random.RandomState(5).permutation(labels)


@pytest.mark.parametrize(
    "counts", [(50, 50), (365, 936), (1, 1, 8), (2, 2, 2, 100), (3,) * 10, (7, 11, 13), (2,), (1, 2)]
)
@pytest.mark.parametrize("fraction", [0.01, 0.1, 0.2, 0.5, 0.9])
def test_every_row_is_on_one_side_and_every_class_on_both(counts: tuple[int, ...], fraction: float) -> None:
    labels = labels_of(*counts)
    rest, held_out = stratified_split(labels, fraction, 3)
    assert rest.dtype == held_out.dtype == np.int64
    assert np.all(np.diff(rest) > 0) and np.all(np.diff(held_out) > 0)
    assert sorted([*rest.tolist(), *held_out.tolist()]) == list(range(len(labels)))
    for label, count in enumerate(counts):
        on_each_side = (int((labels[rest] == label).sum()), int((labels[held_out] == label).sum()))
        assert on_each_side == (1, 0) if count == 1 else min(on_each_side) >= 1
        if 2 <= count * fraction <= count - 2:
            assert abs(on_each_side[1] - count * fraction) <= 1


def test_the_whole_is_the_rounded_fraction() -> None:
    for counts in ((212, 357), (178, 182, 177, 183, 181, 182, 181, 179, 174, 180), (36_499, 93_565)):
        labels = labels_of(*counts)
        assert len(stratified_split(labels, 0.2, 0)[1]) == round(0.2 * len(labels))


def test_left_over_rows_go_to_the_largest_remainders() -> None:
    labels = labels_of(14, 17, 19)  # a tenth of each: 1.4, 1.7, 1.9, of which 5 rows are held out
    _, held_out = stratified_split(labels, 0.1, 0)
    assert np.bincount(labels[held_out]).tolist() == [1, 2, 2]


def test_the_seed_decides() -> None:
    labels = labels_of(40, 60)
    first = stratified_split(labels, 0.2, 1)
    np.testing.assert_array_equal(first[1], stratified_split(labels, 0.2, 1)[1])
    assert not np.array_equal(first[1], stratified_split(labels, 0.2, 2)[1])


def test_a_split_is_the_same_for_ever() -> None:
    """Records refer to it: a change of these numbers would make old runs impossible to repeat."""
    labels = np.arange(30) % 3
    assert stratified_split(labels, 0.2, 7)[1].tolist() == [4, 8, 10, 14, 15, 24]


@pytest.mark.parametrize("fraction", [0.0, 1.0, -0.1, 2.0, float("nan")])
def test_an_impossible_fraction(fraction: float) -> None:
    with pytest.raises(UserError, match="cannot be held out"):
        stratified_split(labels_of(5, 5), fraction, 0)


@pytest.mark.parametrize("counts", [(1, 1, 1, 1), (1,), ()])
def test_too_few_rows(counts: tuple[int, ...]) -> None:
    with pytest.raises(UserError, match="too few"):
        stratified_split(np.repeat(np.arange(len(counts)), counts), 0.2, 0)
