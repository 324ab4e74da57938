"""Words of texts as features: whether a text holds them, for the most frequent ones of the training rows."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import as_texts, is_missing

if TYPE_CHECKING:
    import pandas as pd

WORDS = 100
"""Words of a column that are features."""

_WORD = re.compile(r"[^\W_]{2,}")
_FEWEST = 2  # training rows that hold a word


def frequent_words(pieces: Iterable["pd.Series[Any]"], training: NDArray[np.bool_]) -> tuple[str, ...]:
    """The words that most training rows hold, without those that all do; in alphabetical order, none if there are none.

    Args:
        training: which of the rows of all pieces are for training.
    """
    counts: Counter[str] = Counter()
    start = 0
    for piece in pieces:
        for text in as_texts(piece[training[start : start + len(piece)]]):
            counts.update(_words_of(text))
        start += len(piece)
    rows = int(training.sum())
    known = [word for word, count in counts.items() if _FEWEST <= count < rows]
    return tuple(sorted(sorted(known, key=lambda word: (-counts[word], word))[:WORDS]))


def word_table(words: Sequence[str], texts: Sequence[str], present: tuple[str, ...]) -> NDArray[np.float64]:
    """1 where a text holds a word, else 0: a row for each text and a last one for no text."""
    places = {word: place for place, word in enumerate(words)}
    table = np.zeros((len(texts) + 1, len(words)))
    for row, text in enumerate(texts):
        if not is_missing(text, present):
            table[row, [places[word] for word in _words_of(text) if word in places]] = 1.0
    return table


def _words_of(text: str) -> Collection[str]:
    return set(_WORD.findall(text.lower()))
