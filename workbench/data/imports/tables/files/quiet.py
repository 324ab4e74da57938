"""Warnings of the libraries that read files: none reaches the terminal, and none that means a loss is passed over."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

Piece = TypeVar("Piece")

_LOSS = "Length of header or names does not match length of data"  # pandas: cells of a row are left out


@contextmanager
def quiet() -> Iterator[None]:
    """Within it, warnings say nothing, but for a loss, which is an error: `pandas.errors.ParserWarning`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", message=_LOSS)
        yield


def quietly(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, each read within `quiet`; what is done with them is not."""
    while True:
        with quiet():
            try:
                piece = next(pieces)
            except StopIteration:
                return
        yield piece
