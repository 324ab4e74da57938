"""Texts of the user's: a table with a column of texts and one of labels, or a folder of text files for each class."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.text_files import in_its_encoding
from workbench.data.imports.checks import CheckReport, checked, report
from workbench.data.imports.class_folders import shortened, state_of_files
from workbench.data.imports.encoding_notes import encoding_note
from workbench.data.imports.epochs import suitable_epochs
from workbench.data.imports.folder_split import find_split
from workbench.data.imports.recipe import TestSplit, check_name, data_paths
from workbench.data.imports.tables.cells import is_missing
from workbench.data.imports.tables.files.table_files import is_text
from workbench.data.imports.texts.corpus import Corpus, arrays_of, class_names_of, read_corpus, split_rows, with_words
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.imports.texts.rows import SUFFIXES, Tally, TextPlace, place_of
from workbench.data.imports.texts.tables import guess_columns, look_at_table
from workbench.data.imports.words import words_of
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays
from workbench.data.vocabulary import FIRST_WORD, token_id, words_by_id
from workbench.errors import UserError
from workbench.storage.atomic import explaining

NUM_WORDS = 10_000
"""Size of the vocabulary where the user names none, padding and unknown words included."""

LENGTHS = (16, 500)
"""Between these, the proposed length is that of 95 % of the training texts."""

FRACTIONS = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
"""Of the training texts, whose lengths are found."""

_SEED = 0
_MOST_WORDS, _MOST_LENGTH = 200_000, 5_000
_SHOWN_TOKENS = 2_000
_TRAIN_FILE, _TEST_FILE = "train.csv", "test.csv"  # of an exported set


def inspect(path: Path, options: TextOptions, name: str, progress: Progress) -> TextRecipe:
    """Read all texts once; what is None in ``options`` is guessed.

    Args:
        name: used where the options have none.

    Raises:
        UserError: there are no texts of two classes, or an option cannot be followed.
        Cancelled: from ``progress``.
    """

    def look(encoding: str) -> tuple[TextPlace, Corpus]:
        place = _place(path, replace(options, encoding=encoding))
        return place, read_corpus(place, progress)

    has_encoding = not path.is_dir() and is_text(path)
    place, corpus = in_its_encoding(path, options.encoding, look) if has_encoding else look("")
    names = class_names_of(corpus)
    train, test = split_rows(corpus, names, place.test, _SEED)
    lengths = np.quantile(np.diff(corpus.tokens.offsets)[train], FRACTIONS, method="inverted_cdf").astype(int).tolist()
    proposed = min(max(lengths[FRACTIONS.index(0.95)], LENGTHS[0]), LENGTHS[1])
    table = place.table
    return TextRecipe(
        name=check_name(options.name or name),
        path=path,
        text_column=place.text_column,
        label_column=place.label_column,
        encoding=table.encoding if table else "",
        separator=table.separator if table else "",
        test=place.test,
        length=_within(options.length or proposed, 1, _MOST_LENGTH, "The length"),
        num_words=_within(
            options.num_words or min(NUM_WORDS, len(corpus.words) + FIRST_WORD), 3, _MOST_WORDS, "The vocabulary"
        ),
        class_names=names,
        sizes=(len(train), len(test)),
        header=table.header if table else True,
        class_sizes=_class_sizes(corpus, names, np.concatenate((train, test))),
        lengths=tuple(lengths),
        different_words=len(corpus.words),
        broken=shortened(corpus.tally.left_out),
        notes=tuple(_notes(corpus, len(corpus.labels) - len(train) - len(test), lengths)),
        quoting=table.quoting if table else True,
        skip_rows=table.skip_rows if table else 0,
        warnings=tuple(_doubts(place, corpus, names)),
    )


def source(recipe: TextRecipe) -> DatasetSource:
    """The dataset of a recipe; nothing is read."""
    return DatasetSource(
        name=recipe.name,
        title=recipe.name,
        kind=Kind.SEQUENCE,
        description=f"Your texts in {recipe.path}: {sum(recipe.sizes):,}, the last {recipe.length} words of each.",
        class_names=recipe.class_names,
        sizes=recipe.sizes,
        input_shape=(recipe.length,),
        read=partial(read, recipe),
        citation="",
        licence="",
        num_words=recipe.num_words,
        learns_words=True,
        default_epochs=suitable_epochs(recipe.sizes[0], batch_size=64, fewest=4, most=40),
        split_seed=_SEED,
        encode=encode,
        decode=decode,
    )


def read(recipe: TextRecipe, _files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """All texts as numbers of their words; rows are kept whole.

    Raises:
        UserError: the files are gone or changed, or networks cannot learn from them.
        Cancelled: from ``progress``.
    """
    return checked(_arrays(recipe, progress), recipe.class_names)


def check(recipe: TextRecipe, progress: Progress) -> CheckReport:
    """Look at all texts; `UserError` as `read`."""
    return report(_arrays(recipe, progress), recipe.class_names)


def _arrays(recipe: TextRecipe, progress: Progress) -> RawArrays:
    place = place_of(recipe)
    corpus = read_corpus(place, progress)
    train, test = split_rows(corpus, recipe.class_names, recipe.test, _SEED)
    left_out = _left_out(corpus, len(corpus.labels) - len(train) - len(test))
    warnings = (*left_out, *_doubts(place, corpus, recipe.class_names))
    return replace(arrays_of(corpus, recipe.class_names, train, test), warnings=warnings)


def encode(text: str, _path: Path | None) -> list[int]:
    """Numbers of a text's words, the same in every dataset of texts; `[]` for a text without words."""
    return [token_id(word) for word in words_of(text)]


def decode(tokens: NDArray[np.int32], path: Path | None) -> str:
    """The words of a row, ``…`` for words that the dataset does not have; of a long row the last 2,000.

    Args:
        path: the words file of the prepared dataset; None: the numbers themselves are shown.
    """
    shown = tokens[-_SHOWN_TOKENS:].tolist()
    if path is None:
        return " ".join(map(str, shown))
    words = words_by_id(path)
    return ("… " if len(tokens) > len(shown) else "") + " ".join(words.get(token, "…") for token in shown)


def files_state(recipe: TextRecipe) -> str:
    """Another text whenever a file is added, changed or removed; `UserError` if they are gone."""
    if not recipe.path.is_dir():
        return state_of_files(data_paths(recipe))
    return state_of_files([file.path for file in find_split(recipe.path, recipe.test, SUFFIXES, "a text file").files])


def export(recipe: TextRecipe, folder: Path, progress: Progress) -> TextRecipe:
    """Write the texts that are used into two CSV files, one to train and one to test.

    Returns:
        The recipe that reads them, its paths relative to ``folder``.

    Raises:
        UserError: the texts are gone, or the folder cannot be written.
        Cancelled: from ``progress``.
    """
    place = place_of(recipe)
    corpus = read_corpus(place, progress)
    train, test = split_rows(corpus, recipe.class_names, recipe.test, _SEED)
    of_file = np.full(len(corpus.labels), -1)
    of_file[train], of_file[test] = 0, 1
    with explaining("write", folder), ExitStack() as files:
        writers = []
        for name in (_TRAIN_FILE, _TEST_FILE):
            stream = files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writers.append(csv.writer(stream))
            writers[-1].writerow(("text", "label"))
        for number, (row, _) in zip(of_file.tolist(), with_words(place, Tally(), progress), strict=True):
            if number >= 0:
                writers[number].writerow((row.text, row.label))
    return replace(
        recipe,
        path=Path(_TRAIN_FILE),
        test=TestSplit(path=Path(_TEST_FILE)),
        text_column="text",
        label_column="label",
        encoding="utf-8",
        separator=",",
        header=True,
        broken=(),
        notes=(),
        quoting=True,
        skip_rows=0,
        warnings=(),
    )


def _place(path: Path, options: TextOptions) -> TextPlace:
    if path.is_dir():
        return TextPlace(path, find_split(path, options.test, SUFFIXES, "a text file (.txt)").held_out)
    table = look_at_table(path, options.separator, options.encoding, options.header, options.quoting, options.skip_rows)
    text, label = guess_columns(table, options.text_column, options.label_column)
    return TextPlace(path, options.test or TestSplit(), replace(table, strict=True), text, label)


def _class_sizes(corpus: Corpus, names: Sequence[str], rows: NDArray[np.integer]) -> tuple[int, ...]:
    counts = np.bincount(corpus.labels[rows], minlength=len(corpus.label_names)).tolist()
    by_name = dict(zip(corpus.label_names, counts, strict=True))
    return tuple(by_name[name] for name in names)


def _notes(corpus: Corpus, unknown: int, lengths: Sequence[int]) -> Iterator[str]:
    yield (
        f"Texts of {lengths[0]:,} to {lengths[-1]:,} words, half of them up to {lengths[FRACTIONS.index(0.5)]:,}; "
        f"{len(corpus.words):,} different words."
    )
    yield from _left_out(corpus, unknown)


def _left_out(corpus: Corpus, unknown: int) -> Iterator[str]:
    tally = corpus.tally
    yield from tally.notes
    if tally.empty:
        yield f"{tally.empty:,} texts without any word are left out."
    if tally.unlabelled:
        yield f"{tally.unlabelled:,} rows without a label are left out."
    if unknown:
        yield f"{unknown:,} texts are left out: the training part has no such class."
    if tally.left_out:
        yield f"{len(tally.left_out):,} files are left out, for example {tally.left_out[0]}."


def _doubts(place: TextPlace, corpus: Corpus, names: Sequence[str]) -> Iterator[str]:
    """What may be wrong with the texts of a table."""
    table, tally = place.table, corpus.tally
    if table is None:
        return
    used = (place.text_column, place.label_column, place.test.column)
    if unused := [name for name in table.columns if name not in used]:
        yield f"Columns that are not used: {', '.join(unused[:10])}{' …' if len(unused) > 10 else ''}."
    if note := encoding_note(table.path, table.encoding):
        yield note
    if table.skip_rows:
        yield f"Above the table, {'1 line is' if table.skip_rows == 1 else f'{table.skip_rows:,} lines are'} not read."
    if not table.quoting:
        yield "Quotation marks are read as signs of the texts: some have no partner, and all rows are even."
    if tally.glued:
        yield (
            f"{tally.glued:,} texts seem to hold further rows, for example row {tally.first_glued:,}: they have line "
            "breaks, and a label or a quotation mark without partner. Look for quotation marks that nothing closes."
        )
    if words := [name for name in names if is_missing(name)]:
        counts = dict(zip(corpus.label_names, np.bincount(corpus.labels).tolist(), strict=True))
        named = ", ".join(f"“{word}” ({counts.get(word, 0):,})" for word in words)
        yield f"Words that often mean a missing value are classes here: {named}. Remove rows that have no label."


def _within(value: int, least: int, most: int, what: str) -> int:
    if not least <= value <= most:
        raise UserError(f"{what} cannot be {value:,} words.", f"Choose {least:,} to {most:,}.")
    return value
