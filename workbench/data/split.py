"""Stratified splits.

A few lines of our own instead of scikit-learn's: a record must give the same split again with any later version of the
libraries, and `numpy.random.RandomState` is the one generator whose numbers NumPy promises never to change (NEP 19).
"""

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError


def stratified_split(
    labels: NDArray[np.integer], fraction: float, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hold out a share of the rows, of each class alike.

    The number of rows held out is ``fraction`` of all rows, rounded; each class gives its share, what is left goes to
    the classes with the largest remainders. A class of two or more rows has at least one on each side; a class of one
    row stays in the rest.

    Args:
        labels: shape (n,), the class of each row.
        fraction: between 0 and 1, both excluded.
        seed: 0 to 2³² - 1; the same seed gives the same split.

    Returns:
        Sorted int64 indices of the rest, and of the rows held out.

    Raises:
        UserError: wrong fraction, or so few rows that one side would be empty.
    """
    if not 0 < fraction < 1:
        raise UserError(f"A share of {fraction:g} cannot be held out.", "Give a number between 0 and 1, such as 0.1.")
    classes, counts = np.unique(labels, return_counts=True)
    shares = _shares(counts, fraction, round(len(labels) * fraction))
    random = np.random.RandomState(seed)
    held_out = np.zeros(len(labels), bool)
    for label, share in zip(classes, shares, strict=True):
        held_out[random.permutation(np.flatnonzero(labels == label))[:share]] = True
    if held_out.all() or not held_out.any():
        raise UserError(
            f"{len(labels)} rows of {len(classes)} classes are too few to hold out a share of {fraction:g}.",
            "At least one class needs two rows or more: use more data, or another way of validation.",
        )
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def _shares(counts: NDArray[np.int64], fraction: float, total: int) -> NDArray[np.int64]:
    """How many rows each class gives, by the method of the largest remainder within what a class can give."""
    least, most = np.minimum(counts - 1, 1), counts - 1
    exact = counts * fraction
    shares: NDArray[np.int64] = np.clip(np.floor(exact), least, most).astype(np.int64)
    for index in np.argsort(shares - exact, kind="stable"):
        if shares.sum() < total and shares[index] < most[index]:
            shares[index] += 1
    return shares
