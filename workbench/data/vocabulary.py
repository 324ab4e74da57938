"""Words as numbers: the same number for a word in every text, and the vocabulary of a run's training rows.

A token in a dataset's arrays is a hash of its word, so that it does not depend on the other words: arrays need not be
made anew for another split, and a vocabulary that was saved with weights fits texts that were never seen. Two of
10,000 words share their number in one vocabulary of forty; they then count as one word.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.storage.atomic import explaining

WORDS_FILE = "words.txt"
"""In the folder of a prepared dataset: every word of its texts, one a line, sorted."""

OUT_OF_VOCABULARY = 1
"""Vocabulary id of every unknown word; 0 is padding, 2 is the most frequent word."""

FIRST_WORD = 2


def token_id(word: str) -> int:
    """The number of a word, 1 to 2³¹ - 1: the first bits of its BLAKE2b hash."""
    return (int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=4).digest(), "little") >> 1) or 1


def learn_words(tokens: NDArray[np.int32], words: Iterable[str], num_words: int) -> tuple[str, ...]:
    """The most frequent words, at most ``num_words - 2``, the most frequent first; the smaller token id on ties.

    Args:
        tokens: of all training rows.
        words: that the tokens stand for, others may be among them.
    """
    ids, counts = np.unique(tokens, return_counts=True)
    order = np.lexsort((ids, -counts))[: num_words - FIRST_WORD]
    wanted = dict.fromkeys(ids[order].tolist(), "")
    for word in words:
        number = token_id(word)
        if wanted.get(number) == "":
            wanted[number] = word
    return tuple(word for word in wanted.values() if word)


def vocabulary_ids(words: tuple[str, ...], tokens: NDArray[np.int32]) -> NDArray[np.int32]:
    """The place of each token in a vocabulary: 2 for its first word, 3 for the second, 1 for what is not in it."""
    known, places = _sorted_ids(words)
    if not len(known):
        return np.full(tokens.shape, OUT_OF_VOCABULARY, np.int32)
    found = np.minimum(np.searchsorted(known, tokens), len(known) - 1)
    return np.where(known[found] == tokens, places[found], np.int32(OUT_OF_VOCABULARY))


def write_words(folder: Path, words: Iterable[str]) -> None:
    """Write the words file into a folder that nobody reads yet; `UserError` if the file system refuses."""
    path = folder / WORDS_FILE
    with explaining("write", path), path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
        stream.writelines(f"{word}\n" for word in words)


def read_words(path: Path) -> list[str]:
    """The words in a words file; `UserError` if it cannot be read."""
    with explaining("read", path):
        data = path.read_bytes()
    try:
        return data.decode(errors="surrogatepass").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is damaged: {error}.", "Delete its folder, and choose the dataset again.") from error


@lru_cache(maxsize=2)
def words_by_id(path: Path) -> dict[int, str]:
    """The words of a words file by their token ids; kept, since a demonstration asks for it again and again."""
    return {token_id(word): word for word in reversed(read_words(path))}


@lru_cache(maxsize=4)
def _sorted_ids(words: tuple[str, ...]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Token ids of the words, sorted and without repetitions, and the place of each in the vocabulary."""
    ids = np.fromiter(map(token_id, words), np.int32, len(words))
    known, first = np.unique(ids, return_index=True)
    return known, (first + FIRST_WORD).astype(np.int32)
