"""IMDB film reviews as lists of word ranks, prepared as `keras.datasets.imdb.load_data(num_words=10000)` does."""

import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.safe_pickle import load_object_array
from workbench.data.files.source_files import open_source_file
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, RemoteFile, Sequences
from workbench.errors import UserError

NUM_WORDS = 10_000
START, OUT_OF_VOCABULARY, INDEX_FROM = 1, 2, 3
_SHUFFLE_SEED = 113
_NPZ, _WORD_INDEX = "imdb.npz", "imdb_word_index.json"
_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}

# What Keras's tokenizer dropped when the word index was made.
_NOT_IN_WORDS = str.maketrans(dict.fromkeys('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n\r', " "))


def tokens_of(rows: list[Any]) -> Sequences:
    """Put the start token before each row of word ranks, shift the ranks, and replace those beyond the vocabulary.

    Raises:
        TypeError, ValueError, OverflowError: a row is not a list of small integers from 0.
    """
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    offsets = np.concatenate(([0], np.cumsum(lengths + 1)))
    values = np.full(offsets[-1], START, np.int32)
    for row, end in zip(rows, offsets[1:], strict=True):
        ranks = np.fromiter(row, np.int32, len(row))
        if ranks.size and ranks.min() < 0:
            raise ValueError("a word rank is negative")
        ranks = np.minimum(ranks, NUM_WORDS)  # whatever is too rare, without overflow in the next step
        values[end - len(row) : end] = np.where(ranks + INDEX_FROM < NUM_WORDS, ranks + INDEX_FROM, OUT_OF_VOCABULARY)
    return Sequences(values, offsets)


def _read_subset(archive: zipfile.ZipFile, name: str, random: np.random.RandomState) -> tuple[Sequences, NDArray[Any]]:
    with archive.open(f"y_{name}.npy") as stream:
        labels = np.lib.format.read_array(stream, allow_pickle=False)
    with archive.open(f"x_{name}.npy") as stream:
        read_header = _HEADERS[np.lib.format.read_magic(stream)]
        shape, _, dtype = read_header(stream)
        if dtype.kind != "O" or shape != labels.shape or len(shape) != 1:
            raise ValueError(f"x_{name} has the shape {shape} and y_{name} {labels.shape}")
        rows = load_object_array(stream, f"x_{name} in {_NPZ}")
    if len(rows) != len(labels) or labels.dtype.kind not in "iu":
        raise ValueError(f"x_{name} has {len(rows)} rows for {len(labels)} labels of type {labels.dtype}")
    order = np.arange(len(rows))
    random.shuffle(order)
    return tokens_of([rows[index] for index in order]), labels[order]


def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """25,000 training and 25,000 test rows of tokens 1..9999, label 1 is positive; rows are kept whole."""
    path = files[_NPZ]
    random = np.random.RandomState(_SHUFFLE_SEED)
    progress("reading IMDB reviews", 0, 2)
    with open_source_file(path, _NPZ) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                x_train, y_train = _read_subset(archive, "train", random)
                progress("reading IMDB reviews", 1, 2)
                x_test, y_test = _read_subset(archive, "test", random)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise UserError(
                f"{path} is not the review file of Keras, or it is damaged: {error}.",
                "An npz file with x_train, y_train, x_test and y_test was expected, x as lists of word ranks: delete "
                "the file and let it be downloaded again.",
            ) from error
    return RawArrays(x_train, y_train, x_test, y_test)


def _word_index(path: Path | None) -> dict[str, int]:
    if path is None:
        raise UserError(
            f"A text cannot be entered without {_WORD_INDEX}.",
            f"Put the file (from {_ADDRESS}/{_WORD_INDEX}) into the folder datasets/imdb.",
        )
    with open_source_file(path, _WORD_INDEX) as stream:
        data = stream.read()
    try:
        index = json.loads(data)
        return {str(word): int(rank) for word, rank in index.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(
            f"{path} is damaged: a JSON object of words and their ranks was expected ({error}).",
            f"Delete it and fetch it again from {_ADDRESS}/{_WORD_INDEX}.",
        ) from error


def encode(text: str, path: Path | None) -> list[int]:
    """Tokens of an English text: lower case, punctuation dropped, the start token in front.

    Raises:
        UserError: the word index is missing or damaged.
    """
    index = _word_index(path)
    ranks = (index.get(word, NUM_WORDS) + INDEX_FROM for word in text.lower().translate(_NOT_IN_WORDS).split())
    return [START, *(rank if rank < NUM_WORDS else OUT_OF_VOCABULARY for rank in ranks)]


def decode(tokens: NDArray[np.int32], path: Path | None) -> str:
    """The words of a row, ``…`` for words out of the vocabulary; the tokens themselves where there is no word index."""
    if path is None:
        return " ".join(str(token) for token in tokens if token != 0)
    words = {rank + INDEX_FROM: word for word, rank in _word_index(path).items()}
    return " ".join(words.get(int(token), "…") for token in tokens if token not in (0, START))


SOURCE = DatasetSource(
    name="imdb",
    title="IMDB reviews",
    kind=Kind.SEQUENCE,
    description="50,000 film reviews as word ranks (the 10,000 most frequent words): positive or negative?",
    class_names=("negative", "positive"),
    sizes=(25_000, 25_000),
    input_shape=(500,),
    read=read,
    citation=(
        "A. Maas, R. Daly, P. Pham, D. Huang, A. Ng, C. Potts, Learning Word Vectors for Sentiment Analysis, ACL 2011"
    ),
    licence="none stated; the authors ask for citation",
    files=(
        RemoteFile(
            _NPZ,
            f"{_ADDRESS}/{_NPZ}",
            "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
            17_464_789,
        ),
    ),
    optional_files=(
        RemoteFile(
            _WORD_INDEX,
            f"{_ADDRESS}/{_WORD_INDEX}",
            "027313fe9a320280f3bf0fac5baf58c4a683cf39a7ed9c3d3d3912bde4284cf6",
            1_641_221,
        ),
    ),
    num_words=NUM_WORDS,
    encode=encode,
    decode=decode,
)
