"""Texts as tokens: the arrays of a dataset of texts, and what is found by looking at them."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import too_few
from workbench.data.imports.folder_split import sorted_names
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.texts.rows import LabelledText, Tally, TextPlace, texts_of
from workbench.data.imports.words import words_of
from workbench.data.split import stratified_split
from workbench.data.types import Progress, RawArrays, Sequences
from workbench.data.vocabulary import token_id
from workbench.errors import UserError

MOST_CLASSES = 1_000


@dataclass(frozen=True)
class Corpus:
    """All texts that have words and a label.

    Attributes:
        tokens: numbers of the words (see `workbench.data.vocabulary`).
        labels: number of each text's label in ``label_names``, shape (n,).
        label_names: in the order in which they occur.
        in_test: shape (n,), None where only a fraction says which are for the test.
        words: all of them, sorted.
        all_same: whether every text has the same words.
        tally: what was left out.
    """

    tokens: Sequences
    labels: NDArray[np.int32]
    label_names: tuple[str, ...]
    in_test: NDArray[np.bool_] | None
    words: tuple[str, ...]
    all_same: bool
    tally: Tally


class _Numbers(dict[str, int]):
    """The token id of each word that was asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = token_id(word)
        return number


def with_words(place: TextPlace, tally: Tally, progress: Progress) -> Iterator[tuple[LabelledText, list[str]]]:
    """The texts that have words, with these; the others are counted."""
    for row in texts_of(place, tally, progress):
        words = words_of(row.text)
        if words:
            yield row, words
        else:
            tally.empty += 1


def read_corpus(place: TextPlace, progress: Progress) -> Corpus:
    """Read all texts.

    Raises:
        UserError: there are none, or more than a thousand different labels.
        Cancelled: from ``progress``.
    """
    numbers, classes, tally = _Numbers(), dict[str, int](), Tally()
    tokens, offsets, labels, marks = array("i"), array("q", [0]), array("i"), bytearray()
    first: list[str] | None = None
    all_same = True
    for row, words in with_words(place, tally, progress):
        first = first or words
        all_same = all_same and words == first
        tokens.extend([numbers[word] for word in words])
        offsets.append(len(tokens))
        labels.append(classes.setdefault(row.label, len(classes)))
        marks.append(2 if row.in_test is None else row.in_test)
        if len(classes) > MOST_CLASSES:
            raise UserError(
                f"The column of labels has more than {MOST_CLASSES:,} different values.",
                "Choose another column as the label.",
            )
    if not labels:
        raise UserError(f"{place.path} holds no text that has words and a label.", _reason(tally))
    in_test = np.frombuffer(marks, np.uint8)
    return Corpus(
        tokens=Sequences(np.frombuffer(tokens, np.int32), np.frombuffer(offsets, np.int64)),
        labels=np.frombuffer(labels, np.int32),
        label_names=tuple(classes),
        in_test=None if in_test[0] == 2 else in_test == 1,
        words=tuple(sorted(numbers)),
        all_same=all_same,
        tally=tally,
    )


def class_names_of(corpus: Corpus) -> tuple[str, ...]:
    """The labels of the training texts in order.

    Raises:
        UserError: fewer than two, one that a single text has, or all texts are the same.
    """
    training = np.ones(len(corpus.labels), bool) if corpus.in_test is None else ~corpus.in_test
    counts = np.bincount(corpus.labels[training], minlength=len(corpus.label_names))
    names = sorted_names(name for name, count in zip(corpus.label_names, counts, strict=True) if count)
    if len(names) < 2:
        found = (
            f"All texts of the training part have the label “{names[0]}”." if names else "There is no training part."
        )
        raise UserError(found, "Networks need at least two classes to compare: choose another column, or more texts.")
    if corpus.all_same and len(corpus.labels) > 2:
        raise UserError("All texts have the same words.", "Nothing can be learned from them: choose another column.")
    single = [name for name, count in zip(corpus.label_names, counts, strict=True) if count == 1]
    if len(single) > 20 and len(single) > len(names) // 2:
        raise UserError(
            f"Most of the {len(names):,} different labels occur once.", "Choose another column as the label."
        )
    if single and corpus.in_test is None:
        finding = too_few(single)
        raise UserError(finding.message, finding.advice)
    return names


def split_rows(
    corpus: Corpus, names: Sequence[str], test: TestSplit, seed: int
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Indices of the training and of the test texts; texts of other classes are in neither.

    Raises:
        UserError: no text is for the test, or too small a fraction.
    """
    known = np.isin(corpus.labels, [number for number, name in enumerate(corpus.label_names) if name in names])
    if corpus.in_test is not None:
        train, held_out = np.flatnonzero(known & ~corpus.in_test), np.flatnonzero(known & corpus.in_test)
        if not len(held_out):
            raise UserError(
                "The test part has no text of the classes of the training part.",
                "Choose another test part, or hold out a fraction.",
            )
        return train, held_out
    rows = np.flatnonzero(known)
    kept, chosen = stratified_split(_labels(corpus, names)[rows], test.fraction, seed)
    return rows[kept], rows[chosen]


def arrays_of(corpus: Corpus, names: Sequence[str], train: NDArray[np.integer], test: NDArray[np.integer]) -> RawArrays:
    """The arrays to train and to test."""
    labels = _labels(corpus, names)
    return RawArrays(
        corpus.tokens.take(train), labels[train], corpus.tokens.take(test), labels[test], words=corpus.words
    )


def _labels(corpus: Corpus, names: Sequence[str]) -> NDArray[np.int32]:
    """Number of each text's class in ``names``, -1 for others."""
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers.get(name, -1) for name in corpus.label_names], np.int32)[corpus.labels]


def _reason(tally: Tally) -> str:
    counts = (f"{tally.empty:,} texts are empty", f"{tally.unlabelled:,} rows have no label")
    found = [text for text, count in zip(counts, (tally.empty, tally.unlabelled), strict=True) if count]
    return ("; ".join([*found, *tally.left_out[:1]]) or "There are no rows") + ": choose other columns or other data."
