"""Data for the benchmarks, as files in the publishers' formats: real ones where they are, else generated ones."""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.cache import prepare, read_checked
from workbench.data.datasets.imdb import INDEX_FROM, NUM_WORDS, OUT_OF_VOCABULARY
from workbench.data.datasets.registry import dataset_source
from workbench.data.files.download import find_or_download
from workbench.data.files.locate import is_available
from workbench.data.types import Dataset, DatasetSource, RawArrays, Sequences
from workbench.storage.folders import Folders

DATASETS = {"tabular": "miniboone", "image": "fashion-mnist", "sequence": "imdb"}


def provide(quartet: str, fraction: float, folders: Folders) -> tuple[Dataset, bool]:
    """The prepared dataset of a quartet, that fraction of its rows, and whether it is the real one."""
    source = dataset_source(DATASETS[quartet])
    elsewhere = folders.search_path[1:]
    real = is_available(source, elsewhere)
    if not (real and fraction == 1) and not is_available(source, folders.search_path[:1]):
        raw = _read(source, elsewhere) if real else _generate(source)
        folder = folders.datasets / source.name
        folder.mkdir(parents=True)
        _WRITERS[quartet](folder, _fraction_of(raw, fraction))
    return prepare(source, folders.search_path, folders.cache, _silent), real


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total


def _read(source: DatasetSource, search_path: tuple[Path, ...]) -> RawArrays:
    return read_checked(source, find_or_download(source, search_path, _silent), _silent)


def _fraction_of(raw: RawArrays, fraction: float) -> RawArrays:
    """A fraction of the rows of each subset, drawn at random, in their order."""
    generator = np.random.default_rng(1)

    def chosen(count: int) -> NDArray[np.int64]:
        return np.sort(generator.permutation(count)[: max(1, round(fraction * count))])

    train = chosen(len(raw.y_train))
    if raw.x_test is None or raw.y_test is None:
        return RawArrays(_rows(raw.x_train, train), raw.y_train[train])
    test = chosen(len(raw.y_test))
    return RawArrays(_rows(raw.x_train, train), raw.y_train[train], _rows(raw.x_test, test), raw.y_test[test])


def _rows(samples: NDArray[np.generic] | Sequences, indices: NDArray[np.int64]) -> NDArray[np.generic] | Sequences:
    return samples.rows(indices) if isinstance(samples, Sequences) else samples[indices]


# --- generated rows of the right shape, learnable but not trivial


def _generate(source: DatasetSource) -> RawArrays:
    makers = {"miniboone": _table, "fashion-mnist": _pictures, "imdb": _reviews}
    return makers[source.name](np.random.default_rng(1))


def _table(generator: np.random.Generator) -> RawArrays:
    """36,499 signal rows, then 93,565 background rows; the classes differ in means and in one product."""
    y = (np.arange(130_064) < 36_499).astype(np.int32)
    x = generator.normal(size=(len(y), 50)).astype(np.float32)
    x[:, :10] += 0.35 * y[:, None]
    x[:, 10] = x[:, 11] * np.where(y, 1, -1) + x[:, 10]
    x[generator.random(len(y)) < 0.004] = np.nan
    return RawArrays(x, y)


def _pictures(generator: np.random.Generator) -> RawArrays:
    """Ten blurred patterns under strong noise, shifted by a few pixels."""
    patterns = generator.normal(size=(10, 7, 7)).repeat(4, axis=1).repeat(4, axis=2)

    def subset(rows: int) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        y = generator.integers(0, 10, rows).astype(np.int32)
        x = np.stack([np.roll(patterns[label], shift, axis=(0, 1)) for label, shift in zip(y, y % 3, strict=True)])
        noisy = 110 + 40 * x + generator.normal(0, 60, x.shape)
        return np.clip(noisy, 0, 255).astype(np.uint8)[..., None], y

    return RawArrays(*subset(60_000), *subset(10_000))


def _reviews(generator: np.random.Generator) -> RawArrays:
    """Words by Zipf's law, 238 a row on average; a few words are more frequent in one class."""
    frequency = 1 / np.arange(4, NUM_WORDS)
    words = np.cumsum(frequency / frequency.sum())

    def subset(rows: int) -> tuple[Sequences, NDArray[np.int32]]:
        y = generator.integers(0, 2, rows).astype(np.int32)
        lengths = np.clip(generator.lognormal(5.2, 0.7, rows), 10, 2_500).astype(int)
        made = []
        for label, length in zip(y, lengths, strict=True):
            row = 4 + np.searchsorted(words, generator.random(length)).clip(0, NUM_WORDS - 5)
            hint = generator.random(length) < 0.02
            row[hint] = generator.integers(100, 150, hint.sum()) + 50 * label
            made.append([1, *row.tolist()])
        return Sequences.from_rows(made), y

    return RawArrays(*subset(25_000), *subset(25_000))


# --- writers


def _write_table(folder: Path, raw: RawArrays) -> None:
    order = np.argsort(-raw.y_train, kind="stable")  # signal first
    x = np.nan_to_num(np.asarray(raw.x_train)[order], nan=-999.0)
    signal = int(raw.y_train.sum())
    np.savetxt(folder / "MiniBooNE_PID.txt", x, "%.6g", header=f"{signal} {len(x) - signal}", comments=" ")


def _write_pictures(folder: Path, raw: RawArrays) -> None:
    for prefix, x, y in (("train", raw.x_train, raw.y_train), ("t10k", raw.x_test, raw.y_test)):
        assert x is not None and y is not None
        _write_idx(folder / f"{prefix}-images-idx3-ubyte.gz", np.asarray(x)[..., 0].astype(np.uint8))
        _write_idx(folder / f"{prefix}-labels-idx1-ubyte.gz", y.astype(np.uint8))


def _write_idx(path: Path, values: NDArray[np.uint8]) -> None:
    header = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    path.write_bytes(gzip.compress(header + values.tobytes(), compresslevel=1))


def _write_reviews(folder: Path, raw: RawArrays) -> None:
    arrays: dict[str, NDArray[np.generic]] = {}
    for subset, x, y in (("train", raw.x_train, raw.y_train), ("test", raw.x_test, raw.y_test)):
        assert isinstance(x, Sequences) and y is not None
        rows = np.empty(len(y), object)
        for index in range(len(y)):
            tokens = x.row(index)[1:]  # the start token comes with reading
            ranks = np.where(tokens == OUT_OF_VOCABULARY, NUM_WORDS, tokens - INDEX_FROM)
            rows[index] = ranks.tolist()
        arrays[f"x_{subset}"], arrays[f"y_{subset}"] = rows, y.astype(np.int64)
    np.savez_compressed(folder / "imdb.npz", **arrays)  # type: ignore[arg-type]


_WRITERS = {"tabular": _write_table, "image": _write_pictures, "sequence": _write_reviews}
