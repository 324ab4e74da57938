"""The temporal order problem: generated rows in which only the order of two markers tells the class.

After S. Hochreiter, J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997, task 6a, made shorter.
Each of the two markers is X or Y, everything else is noise. Both mixed classes hold one X and one Y, so that whoever
knows only which symbols occur is right in three rows of four at best.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, Sequences
from workbench.errors import UserError

SYMBOLS = "abcdefghijklmnopqrstuvwxyz01XY"
"""Symbol of each token; token 1 is the first, token 0 is padding. The last two are the markers."""

TRAIN_ROWS, TEST_ROWS = 4000, 2000
MIN_LENGTH, MAX_LENGTH = 20, 24
FIRST_MARKER = (3, 6)  # positions counted from 0, both ends included
SECOND_MARKER = (15, 18)
_SEED = 1997


def generate(rows: int, random: np.random.RandomState) -> tuple[Sequences, NDArray[np.int64]]:
    """Rows of 20 to 24 tokens and their labels 0..3 for XX, XY, YX, YY; the classes are of equal size.

    Args:
        rows: a multiple of 4.
        random: a RandomState, because its numbers are the same in every version of NumPy.
    """
    distractors, x_marker = len(SYMBOLS) - 2, len(SYMBOLS) - 1
    labels = random.permutation(np.arange(rows) % 4)
    every = np.arange(rows)
    lengths = _draw(random, (MIN_LENGTH, MAX_LENGTH), rows)
    tokens = _draw(random, (1, distractors), (rows, MAX_LENGTH))
    tokens[every, _draw(random, FIRST_MARKER, rows)] = x_marker + labels // 2
    tokens[every, _draw(random, SECOND_MARKER, rows)] = x_marker + labels % 2
    kept = np.arange(MAX_LENGTH) < lengths[:, np.newaxis]
    return Sequences(tokens[kept].astype(np.int32), np.concatenate(([0], np.cumsum(lengths)))), labels


def _draw(random: np.random.RandomState, ends: tuple[int, int], shape: int | tuple[int, int]) -> NDArray[np.int64]:
    """Whole numbers between two ends, both included; of a stated type, since the default differs between systems."""
    return random.randint(ends[0], ends[1] + 1, shape, dtype=np.int64)


def read(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
    """Generate 4,000 training and 2,000 test rows; the same ones each time."""
    random = np.random.RandomState(_SEED)
    x_train, y_train = generate(TRAIN_ROWS, random)
    x_test, y_test = generate(TEST_ROWS, random)
    return RawArrays(x_train, y_train, x_test, y_test)


def encode(text: str, _path: Path | None) -> list[int]:
    """Tokens of symbols such as ``"abcXdefgYhi"``; spaces are ignored, capital X and Y are the markers."""
    symbols = "".join(text.split())
    unknown = sorted(set(symbols) - set(SYMBOLS))
    if unknown:
        raise UserError(
            f"The text holds symbols that this dataset does not know: {' '.join(unknown[:10])}",
            "Use the letters a to z, the digits 0 and 1, and the markers X and Y.",
        )
    return [SYMBOLS.index(symbol) + 1 for symbol in symbols]


def decode(tokens: NDArray[np.int32], _path: Path | None) -> str:
    """The row as symbols with spaces between them."""
    return " ".join(SYMBOLS[token - 1] for token in tokens if token > 0)


SOURCE = DatasetSource(
    name="temporal-order",
    title="Temporal order",
    kind=Kind.SEQUENCE,
    description=(
        "6,000 generated rows of 20 to 24 symbols; the order of two markers among distractors gives the class. "
        "Knowing which symbols occur gives at most 75 %."
    ),
    class_names=("XX", "XY", "YX", "YY"),
    sizes=(TRAIN_ROWS, TEST_ROWS),
    input_shape=(MAX_LENGTH,),
    read=read,
    citation="S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9(8), 1997, task 6a",
    licence="generated, free of rights",
    num_words=len(SYMBOLS) + 1,
    default_epochs=12,
    encode=encode,
    decode=decode,
)
