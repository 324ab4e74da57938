"""Stratified splits, folds and orders of rows.

A few lines of our own instead of scikit-learn's: a record must give the same split again with any later version of the
libraries, and `numpy.random.RandomState` is the one generator whose numbers NumPy promises never to change (NEP 19).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError

Seed = int | Sequence[int]
"""0 to 2³² - 1, or some such numbers."""


def stratified_split(
    labels: NDArray[np.integer], fraction: float, seed: Seed
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hold out a fraction of the rows, of each class alike.

    The number of rows held out is ``fraction`` of all rows, rounded; each class gives its fraction, what is left goes
    to the classes with the largest remainders. A class of two or more rows has at least one on each side; a class of
    one row stays in the rest.

    Args:
        labels: shape (n,), the class of each row.
        fraction: between 0 and 1, both excluded.
        seed: the same gives the same split.

    Returns:
        Sorted int64 indices of the rest, and of the rows held out.

    Raises:
        UserError: wrong fraction, or so few rows that one side would be empty.
    """
    if not 0 < fraction < 1:
        raise UserError(f"A fraction of {fraction:g} cannot be held out.", "Give one between 0 and 1, such as 0.1.")
    classes, counts = np.unique(labels, return_counts=True)
    held_out_counts = _held_out_counts(counts, fraction, round(len(labels) * fraction))
    random = np.random.RandomState(seed)
    held_out = np.zeros(len(labels), bool)
    for label, count in zip(classes, held_out_counts, strict=True):
        held_out[random.permutation(np.flatnonzero(labels == label))[:count]] = True
    if held_out.all() or not held_out.any():
        raise UserError(
            f"{len(labels)} rows of {len(classes)} classes are too few to hold out a fraction of {fraction:g}.",
            "At least one class needs two rows or more: use more data, or another way of validation.",
        )
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def stratified_folds(labels: NDArray[np.integer], k: int, seed: Seed) -> NDArray[np.int64]:
    """Deal the rows of each class to k folds in turn, so that folds differ by at most one row of a class and in all.

    Args:
        labels: shape (n,), the class of each row.
        k: 2 to n.
        seed: the same gives the same folds.

    Returns:
        The fold of each row, shape (n,), 0 to k - 1.

    Raises:
        UserError: k is less than 2, or there are fewer rows than folds.
    """
    if k < 2:
        raise UserError(f"{k} is no number of folds.", "Give 2 or more; 5 and 10 are usual.")
    if k > len(labels):
        raise UserError(f"{len(labels)} rows are too few for {k} folds.", "Each fold needs a row: use fewer folds.")
    random = np.random.RandomState(seed)
    by_class = [random.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
    folds = np.empty(len(labels), np.int64)
    folds[np.concatenate(by_class)] = np.arange(len(labels)) % k  # the next class goes on where the last one ended
    return folds


def stratified_order(labels: NDArray[np.integer], seed: Seed) -> NDArray[np.int64]:
    """An order of the rows in which the first ones, however many, hold each class in about its fraction of the whole.

    Smaller sets of rows are so inside larger ones. Each class comes once before any comes twice.

    Args:
        labels: shape (n,), the class of each row.
        seed: the same gives the same order.

    Returns:
        A permutation of 0 to n - 1.
    """
    random = np.random.RandomState(seed)
    position = np.empty(len(labels))
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        position[rows] = np.arange(len(rows)) / len(rows)
    return np.argsort(position, kind="stable")


def _held_out_counts(counts: NDArray[np.int64], fraction: float, total: int) -> NDArray[np.int64]:
    """How many rows each class gives, by the method of the largest remainder within what a class can give."""
    least, most = np.minimum(counts - 1, 1), counts - 1
    exact = counts * fraction
    given: NDArray[np.int64] = np.clip(np.floor(exact), least, most).astype(np.int64)
    for index in np.argsort(given - exact, kind="stable"):
        if given.sum() < total and given[index] < most[index]:
            given[index] += 1
    return given
