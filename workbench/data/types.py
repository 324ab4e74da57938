"""What a dataset is, before and after preparation."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class Kind(StrEnum):
    """What one sample looks like."""

    TABULAR = "tabular"
    IMAGE = "image"
    SEQUENCE = "sequence"


class InputForm(StrEnum):
    """How a batch of samples is handed to a network."""

    FEATURES = "features"  # float32 (n, features), imputed and standardised
    PIXELS = "pixels"  # float32 (n, height, width, channels) in 0..1
    TOKENS = "tokens"  # int32 (n, length): the last tokens of each row, zeros in front
    MULTI_HOT = "multi_hot"  # float32 (n, num_words): 1 where a word occurs in the whole row, index 0 never set


@dataclass(frozen=True)
class Sequences:
    """Rows of tokens, each of its own length, stored end to end.

    Attributes:
        values: int32, all tokens, row after row; 0 is reserved for padding.
        offsets: int64, n + 1 positions; row i is ``values[offsets[i]:offsets[i + 1]]``.
    """

    values: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, index: int) -> NDArray[np.int32]:
        """The tokens of one row."""
        return self.values[self.offsets[index] : self.offsets[index + 1]]

    def take(self, indices: NDArray[np.integer]) -> "Sequences":
        """The rows at ``indices``, in that order, as a new, compact object."""
        rows = [self.row(int(index)) for index in indices]
        lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        values = np.concatenate(rows) if rows else np.zeros(0, np.int32)
        return Sequences(values.astype(np.int32, copy=False), np.concatenate(([0], np.cumsum(lengths))))

    @classmethod
    def from_rows(cls, rows: list[list[int]]) -> "Sequences":
        """Pack Python lists of tokens."""
        lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        values = np.fromiter((token for row in rows for token in row), np.int32, int(lengths.sum()))
        return cls(values, np.concatenate(([0], np.cumsum(lengths))).astype(np.int64))


Samples = NDArray[np.generic] | Sequences
"""``(n, features)`` float32, ``(n, height, width, channels)`` uint8, or `Sequences`."""

Progress = Callable[[str, int, int], None]
"""``progress(what, done, total)``, called often; total is 0 when unknown. It raises `Cancelled` to stop the work."""


def silent(_what: str, _done: int, _total: int) -> None:
    """A `Progress` that tells nothing."""


class Cancelled(Exception):
    """The user stopped the work; files are left in a state from which it can be resumed."""


@dataclass(frozen=True)
class RemoteFile:
    """A file of a dataset: ``url`` is where it is downloaded from, ``sha256`` what a download must have."""

    name: str
    url: str
    sha256: str
    size: int = 0


@dataclass(frozen=True)
class Unpacked:
    """Files that stand in for a dataset's own, for example those that its archive holds.

    Attributes:
        folder: in the dataset's folder.
        needed: names of files that must be there.
        one_of: names of files of which at least one must be there; all that are there are used.
    """

    folder: str
    needed: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawArrays:
    """What a reader returns. ``x_test`` and ``y_test`` are None where there is no official test part.

    Missing values are NaN. Labels are integers from 0. ``warnings`` are what the user should know, ``words`` those of
    texts whose vocabulary is learned, sorted. ``class_rows`` are rows of ``x_train`` by class before a part of the
    classes was taken, () where none was.
    """

    x_train: Samples
    y_train: NDArray[np.integer]
    x_test: Samples | None = None
    y_test: NDArray[np.integer] | None = None
    warnings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    class_rows: tuple[int, ...] = ()


Reader = Callable[[Mapping[str, Path], Progress], RawArrays]
"""Reads a dataset's files, given by name. Of a source with ``scratch`` it finds an empty folder under `SCRATCH`: arrays
that are too large for memory may be memory maps of files in it, which is removed when they are cached."""

SCRATCH = "scratch"


@dataclass(frozen=True)
class DatasetSpec:
    """Which dataset, as plain values that can go to another process or machine (see `workbench.data.specs.resolve`).

    Attributes:
        classes: the chosen ones where these are not all, else empty.
        recipe: of imported data, how they are read, as JSON; else "".
    """

    name: str
    classes: tuple[str, ...] = ()
    recipe: str = ""


@dataclass(frozen=True)
class DatasetSource:
    """Registry entry: everything that is known of a dataset before any file is read.

    Attributes:
        name: as on the command line and as the folder's name.
        title: as on the screen.
        sizes: rows of the train and the test part (after the 80/20 split where there is no official test part); what
            is really there is only known after preparation.
        input_shape: shape of one sample; ``(length,)`` for sequences, the tokens an embedding network sees.
        files: files needed, empty when the data come with a package or are generated.
        read: reads those files (a mapping from file name to path).
        maximum: for images, the value of full brightness.
        num_words: for sequences, the size of the vocabulary, index 0 (padding) included.
        learns_words: for sequences, tokens are numbers of words (see `workbench.data.vocabulary`); the vocabulary is
            learned from the training rows of a run.
        scratch: whether the reader wants a folder for memory maps, see `Reader`.
        missing_marker: for tables, the number that stands for a missing value in the dataset's own files, or None.
        default_epochs: epochs that suit this dataset where the user names none; None means each network's own default.
        split_seed: seed of the test split and the validation split; fixed per dataset.
        encode: for sequences, turns a text into tokens, given the path of the optional file or None; raises `UserError`
            where it cannot. None when texts cannot be entered.
        decode: for sequences, turns tokens into readable text, likewise.
        optional_files: files that are used when present (for example a word index).
        unpacked: files that ``read`` takes where one of ``files`` is not there, or None.
        classes: the chosen ones where this is a part of a dataset (see `workbench.data.class_subset`), else empty.
        recipe: for the user's data, how they are read, as JSON (see `workbench.data.imports.recipe_json`), else "".
        recipe_digest: hex digits, other ones for another recipe; "" where there is none.
        files_state: for the user's data, gives a text that is another one when the files have changed.
        structure_version: raise when the reader's result changes, so that cached arrays are made anew.
    """

    name: str
    title: str
    kind: Kind
    description: str
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    input_shape: tuple[int, ...]
    read: Reader = field(compare=False)  # of the user's data it is a new object in each process
    citation: str
    licence: str
    files: tuple[RemoteFile, ...] = ()
    optional_files: tuple[RemoteFile, ...] = ()
    unpacked: Unpacked | None = None
    feature_names: tuple[str, ...] = ()
    maximum: float = 1.0
    num_words: int = 0
    learns_words: bool = False
    scratch: bool = False
    missing_marker: float | None = None
    default_epochs: int | None = None
    split_seed: int = 0
    classes: tuple[str, ...] = ()
    recipe: str = ""
    recipe_digest: str = ""
    files_state: Callable[[], str] | None = field(default=None, compare=False)
    structure_version: int = 1
    encode: Callable[[str, Path | None], list[int]] | None = None
    decode: Callable[[NDArray[np.int32], Path | None], str] | None = None

    @property
    def num_classes(self) -> int:
        return len(self.class_names)

    @property
    def spec(self) -> DatasetSpec:
        """The values that name this dataset."""
        return DatasetSpec(self.name, self.classes, self.recipe)

    @property
    def key(self) -> str:
        """As the name of a folder: the user's data read in another way, and some of the classes, have another one."""
        name = f"{self.name}-{self.recipe_digest[:8]}" if self.recipe_digest else self.name
        if not self.classes:
            return name
        words = "-".join(re.sub(r"[^a-z0-9]+", "_", item.lower()).strip("_") for item in self.classes)
        digest = hashlib.sha256("\n".join(self.classes).encode()).hexdigest()[:6]
        return f"{name}-{words[:40]}-{digest}"


@dataclass(frozen=True)
class Dataset:
    """A prepared dataset; its arrays are memory maps of raw values.

    Attributes:
        source: the registry entry.
        x_train, x_test: `Samples` in raw type (float32 with NaN for missing, uint8, or `Sequences`).
        y_train, y_test: int32 labels, shape (n,).
        fingerprint: sha256 of the source files (or of the arrays where there are none).
        folder: where the arrays are cached.
        warnings: what the user should know, for example a file whose checksum is not the publisher's.
        class_rows: training rows of every class of the whole dataset where this is a part of its classes; () where that
            is unknown or not so.
    """

    source: DatasetSource
    x_train: Samples
    y_train: NDArray[np.int32]
    x_test: Samples
    y_test: NDArray[np.int32]
    fingerprint: str
    folder: Path
    warnings: tuple[str, ...] = ()
    class_rows: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def kind(self) -> Kind:
        return self.source.kind

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.source.class_names

    @property
    def num_classes(self) -> int:
        return self.source.num_classes

    @property
    def input_shape(self) -> tuple[int, ...]:
        return self.source.input_shape
