"""CIFAR-10: small colour pictures in the publisher's archive of Python batches, or in the batches unpacked from it.

A batch is a pickled dictionary: ``data`` has a row of 3,072 bytes a picture (1,024 red, 1,024 green, 1,024 blue, each
row by row), ``labels`` its class.
"""

import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.safe_pickle import load_dictionary
from workbench.data.files.source_files import open_source_file
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, RemoteFile, Unpacked
from workbench.errors import UserError

ARCHIVE = "cifar-10-python.tar.gz"
FOLDER = "cifar-10-batches-py"
TEST_BATCH = "test_batch"
TRAIN_BATCHES = tuple(f"data_batch_{number}" for number in range(1, 6))
SIZES = (50_000, 10_000)
SIDE, CHANNELS = 32, 3

_MAXIMUM_BYTES = 1 << 27  # of one batch; the publisher's have 31 MB
_ADVICE = (
    f"Expected are the publisher's {ARCHIVE}, or its folder {FOLDER} with {TEST_BATCH} and one training batch at "
    "least: delete what is there and let it be downloaded again, or put the original there."
)

Batch = tuple[NDArray[np.uint8], NDArray[np.int32]]
"""Pictures (n, 32, 32, 3) and labels (n,)."""


def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """(50000, 32, 32, 3) and (10000, 32, 32, 3) uint8 in 0..255, labels 0..9; fewer rows where batches are missing."""
    batches = _from_archive(files[ARCHIVE], progress) if ARCHIVE in files else _from_folder(files, progress)
    trained_on = [name for name in TRAIN_BATCHES if name in batches]
    if TEST_BATCH not in batches or not trained_on:
        place = next(iter(files.values()))
        missing = TEST_BATCH if TEST_BATCH not in batches else TRAIN_BATCHES[0]
        raise UserError(f"{place} does not hold {missing}.", _ADVICE)
    x_test, y_test = batches[TEST_BATCH]
    x_train = np.concatenate([batches[name][0] for name in trained_on])
    y_train = np.concatenate([batches[name][1] for name in trained_on])
    warnings = tuple(
        f"CIFAR-10 is not complete: {have:,} of {whole:,} {subset} rows are there, and they are used."
        for subset, have, whole in zip(("training", "test"), (len(y_train), len(y_test)), SIZES, strict=True)
        if have != whole
    )
    return RawArrays(x_train, y_train, x_test, y_test, warnings)


def _from_folder(files: Mapping[str, Path], progress: Progress) -> dict[str, Batch]:
    batches = {}
    for done, (name, path) in enumerate(files.items()):
        progress("reading CIFAR-10", done, len(files))
        with open_source_file(path, name) as stream:
            batches[name] = _batch(stream, str(path))
    return batches


def _from_archive(path: Path, progress: Progress) -> dict[str, Batch]:
    """The batches of the archive; nothing is unpacked onto the disk."""
    batches: dict[str, Batch] = {}
    with open_source_file(path, ARCHIVE) as compressed:
        try:
            with tarfile.open(fileobj=compressed, mode="r:gz") as archive:
                for name, member in _members(archive):
                    progress("reading CIFAR-10", len(batches), len(TRAIN_BATCHES) + 1)
                    stream = archive.extractfile(member)
                    assert stream is not None
                    batches[name] = _batch(stream, f"{name} in {path}")
        except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
            raise UserError(f"{path} is damaged or not a tar.gz archive: {error}.", _ADVICE) from error
    return batches


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, tarfile.TarInfo]]:
    for member in archive:
        name = PurePosixPath(member.name).name
        if member.isfile() and name in (*TRAIN_BATCHES, TEST_BATCH):
            if member.size > _MAXIMUM_BYTES:
                raise tarfile.ReadError(f"{name} has {member.size:,} bytes")
            yield name, member


def _batch(stream: IO[bytes], where: str) -> Batch:
    """One batch; `UserError` where it is anything else."""
    batch = load_dictionary(stream, where)
    try:
        return _pictures(batch["data"]), _labels(batch["labels"], len(batch["data"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else error
        raise UserError(f"{where} is not a batch of CIFAR-10: {what}.", _ADVICE) from error


def _pictures(data: Any) -> NDArray[np.uint8]:
    values = SIDE * SIDE * CHANNELS
    if not isinstance(data, np.ndarray) or data.ndim != 2 or data.shape[1] != values or len(data) == 0:
        raise ValueError(f"rows of {values:,} bytes were expected")
    planes = data.reshape(-1, CHANNELS, SIDE, SIDE)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1))


def _labels(labels: Any, rows: int) -> NDArray[np.int32]:
    found = np.array(labels)
    if found.shape != (rows,) or found.dtype.kind != "i":
        raise ValueError(f"{rows:,} whole numbers as labels were expected")
    return found.astype(np.int32)


SOURCE = DatasetSource(
    name="cifar-10",
    title="CIFAR-10",
    kind=Kind.IMAGE,
    description="60,000 colour pictures of animals and vehicles, 32×32 pixels, ten classes.",
    class_names=("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
    sizes=SIZES,
    input_shape=(SIDE, SIDE, CHANNELS),
    read=read,
    citation="A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto, 2009",
    licence="none stated",
    files=(
        RemoteFile(
            ARCHIVE,
            f"https://www.cs.toronto.edu/~kriz/{ARCHIVE}",
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
            170_498_071,
        ),
    ),
    unpacked=Unpacked(FOLDER, needed=(TEST_BATCH,), one_of=TRAIN_BATCHES),
    maximum=255.0,
)
