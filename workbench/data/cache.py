"""Prepared datasets: arrays in their raw type, opened as memory maps that all workers share.

A prepared dataset is a folder ``<cache>/<name>/<key>/`` of ``.npy`` files and a ``dataset.json``. The key holds what
the arrays depend on, so that a folder is complete and right if it is there at all: it is written under another name
and renamed at the end. A lock makes processes that prepare the same dataset wait for each other.
"""

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from workbench.data.files.checksums import checksum_warnings, file_sums, fingerprint_of
from workbench.data.files.download import find_or_download
from workbench.data.imports.superseded import paths_read, remove_superseded
from workbench.data.split import stratified_split
from workbench.data.types import SCRATCH, Dataset, DatasetSource, Kind, Progress, RawArrays, Samples, Sequences
from workbench.data.vocabulary import write_words
from workbench.errors import UserError
from workbench.storage.atomic import explaining, read_json_object, write_json

TEST_FRACTION = 0.2
"""Share of the rows held out where a dataset has no official test part."""

_DESCRIPTION = "dataset.json"
_LOCK_PATIENCE = 0.2  # seconds between two looks at whether the user wants to stop


def prepare(source: DatasetSource, search_path: Sequence[Path], cache: Path, progress: Progress) -> Dataset:
    """Find or download a dataset's files, read and split them, cache the arrays and open them.

    Args:
        search_path: folders in which ``<folder>/<dataset>/<file>`` is looked for; downloads go into the first.
        cache: where prepared arrays are kept; a second call only opens them.
        progress: is told what is being done, and may raise `Cancelled`.

    Raises:
        UserError: no connection, wrong file, no permission, disk full.
        Cancelled: from ``progress``; a download goes on from there next time.
    """
    home = cache / source.key
    with explaining("write", home):
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home / "lock", source, progress):
            files = find_or_download(source, search_path, progress)
            sums = file_sums(files, home / "checksums.json", progress) if files else {}
            folder = home / _key(source, _fingerprint(source, sums) if sums else _files_state(source))
            try:
                return open_prepared(source, folder)
            except UserError:
                pass  # not there yet, or damaged
            for leftover in home.glob("*.tmp"):  # of a process that was killed; nobody else writes, we hold the lock
                shutil.rmtree(leftover, ignore_errors=True)
            with _scratch(source, home) as scratch:
                raw = _with_test_part(source, read_checked(source, files | scratch, progress))
                _write(source, folder, raw, sums, progress)
            remove_superseded(cache, paths_read(source.recipe), folder)
            return open_prepared(source, folder)


def open_prepared(source: DatasetSource, folder: Path) -> Dataset:
    """Open what `prepare` has made.

    Raises:
        UserError: the folder is missing or damaged, or holds another dataset.
    """
    description = read_json_object(folder / _DESCRIPTION)
    try:
        if description["name"] != source.name:
            raise ValueError(f"it holds {description['name']}")
        dataset = Dataset(
            source,
            _load_samples(source, folder, "x_train"),
            _load(folder, "y_train"),
            _load_samples(source, folder, "x_test"),
            _load(folder, "y_test"),
            str(description["fingerprint"]),
            folder,
            tuple(str(text) for text in description["warnings"]),
            tuple(int(rows) for rows in description.get("class_rows", ())),
        )
        _check(source, RawArrays(dataset.x_train, dataset.y_train, dataset.x_test, dataset.y_test))
    except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
        raise UserError(
            f"The prepared arrays in {folder} are damaged: {error}.", "Choose the dataset again: they are made anew."
        ) from error
    return dataset


def read_checked(source: DatasetSource, files: dict[str, Path], progress: Progress) -> RawArrays:
    """Read a dataset and make sure that it is what its registry entry promises.

    Raises:
        UserError: a file is damaged or of another kind.
    """
    raw = source.read(files, progress)
    try:
        _check(source, raw)
        for samples in (raw.x_train, raw.x_test):
            if isinstance(samples, Sequences) and (
                samples.values.min() < 1 or (samples.values.max() >= source.num_words and not source.learns_words)
            ):
                raise ValueError(f"tokens must lie between 1 and {source.num_words - 1}")
    except ValueError as error:
        places = ", ".join(str(path) for path in files.values()) or "the package it comes with"
        raise UserError(
            f"The data of {source.title} are not what was expected: {error}.",
            f"Check {places}, or put the original there.",
        ) from error
    return raw


def _fingerprint(source: DatasetSource, sums: dict[str, str]) -> str:
    """Of the files, and of the classes where only some are used."""
    whole = fingerprint_of(sums)
    return fingerprint_of({"files": whole, "classes": "\n".join(source.classes)}) if source.classes else whole


def _files_state(source: DatasetSource) -> str:
    """Of the user's own files as they are now, "" for other datasets."""
    return hashlib.sha256(source.files_state().encode()).hexdigest() if source.files_state else ""


def _key(source: DatasetSource, fingerprint: str) -> str:
    """What the arrays depend on, as the name of a folder."""
    version = f"v{source.structure_version}-s{source.split_seed}"
    return f"{version}-{fingerprint[:16]}" if fingerprint else version


@contextmanager
def _locked(path: Path, source: DatasetSource, progress: Progress) -> Iterator[None]:
    lock = FileLock(path)
    while True:
        try:
            lock.acquire(timeout=_LOCK_PATIENCE)
            break
        except Timeout:
            progress(f"waiting for another process that prepares {source.title}", 0, 0)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _scratch(source: DatasetSource, home: Path) -> Iterator[dict[str, Path]]:
    """A folder for memory maps, on the disk of the cache, for readers that want one."""
    if not source.scratch:
        yield {}
        return
    folder = home / f"{secrets.token_hex(4)}.tmp"
    folder.mkdir()
    try:
        yield {SCRATCH: folder}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_test_part(source: DatasetSource, raw: RawArrays) -> RawArrays:
    if raw.x_test is not None:
        return raw
    train, test = stratified_split(raw.y_train, TEST_FRACTION, source.split_seed)
    x, y = raw.x_train, raw.y_train
    parts = (x.take(train), x.take(test)) if isinstance(x, Sequences) else (x[train], x[test])
    rows = _rows_left(raw.class_rows, source.split_seed)
    return replace(raw, x_train=parts[0], y_train=y[train], x_test=parts[1], y_test=y[test], class_rows=rows)


def _rows_left(class_rows: tuple[int, ...], seed: int) -> tuple[int, ...]:
    """How many of so many rows of each class are left for training when a test part is held out."""
    if not class_rows:
        return ()
    labels = np.repeat(np.arange(len(class_rows)), class_rows)
    train, _ = stratified_split(labels, TEST_FRACTION, seed)
    return tuple(np.bincount(labels[train], minlength=len(class_rows)).tolist())


def _write(source: DatasetSource, folder: Path, raw: RawArrays, sums: dict[str, str], progress: Progress) -> None:
    """Write a prepared dataset's folder, all of it or nothing."""
    arrays: dict[str, NDArray[Any]] = {}
    for name in ("x_train", "y_train", "x_test", "y_test"):
        values = getattr(raw, name)
        if isinstance(values, Sequences):
            arrays[f"{name}_values"], arrays[f"{name}_offsets"] = values.values, values.offsets
        else:
            arrays[name] = np.ascontiguousarray(values, np.int32 if name.startswith("y") else values.dtype)
    temporary = folder.with_name(f"{secrets.token_hex(4)}.tmp")
    digest = hashlib.sha256()
    try:
        temporary.mkdir()
        for done, (name, array) in enumerate(arrays.items()):
            progress(f"caching {source.title}", done, len(arrays))
            np.save(temporary / f"{name}.npy", array, allow_pickle=False)
            if not sums:
                digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
                digest.update(array.data)
        if raw.words:
            write_words(temporary, raw.words)
        write_json(
            temporary / _DESCRIPTION,
            {
                "name": source.name,
                "fingerprint": _fingerprint(source, sums) if sums else digest.hexdigest(),
                "warnings": (*checksum_warnings(source, sums), *raw.warnings),
                "paths": paths_read(source.recipe),
                "class_rows": raw.class_rows,
            },
        )
        if folder.exists():
            shutil.rmtree(folder)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _load(folder: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def _load_samples(source: DatasetSource, folder: Path, name: str) -> Samples:
    if source.kind is Kind.SEQUENCE:
        return Sequences(_load(folder, f"{name}_values"), _load(folder, f"{name}_offsets"))
    return _load(folder, name)


def _check(source: DatasetSource, raw: RawArrays) -> None:
    """`ValueError` where shapes, types or labels are not those of the dataset; values of samples are not looked at."""
    parts = [(raw.x_train, raw.y_train)]
    if raw.x_test is not None and raw.y_test is not None:
        parts.append((raw.x_test, raw.y_test))
    for x, y in parts:
        if len(y) == 0 or len(x) != len(y):
            raise ValueError(f"{len(x)} samples with {len(y)} labels")
        if y.ndim != 1 or y.dtype.kind not in "iu" or y.min() < 0 or y.max() >= source.num_classes:
            raise ValueError(f"labels must be whole numbers from 0 to {source.num_classes - 1}")
        if isinstance(x, Sequences):
            if x.offsets[0] != 0 or x.offsets[-1] != len(x.values) or (np.diff(x.offsets) < 1).any():
                raise ValueError("a row is empty, or rows overlap")
        elif x.shape[1:] != source.input_shape:
            raise ValueError(f"samples have the shape {x.shape[1:]} instead of {source.input_shape}")
        elif x.dtype != (np.uint8 if source.kind is Kind.IMAGE else np.float32):
            raise ValueError(f"samples are of type {x.dtype}")
