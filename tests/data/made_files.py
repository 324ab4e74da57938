"""Small dataset files in the publishers' formats, and registry entries that point at them."""

import dataclasses
import gzip
import hashlib
import io
import json
import pickle
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import DatasetSource, RemoteFile

WORDS = {"the": 1, "film": 2, "good": 3, "bad": 4, "i'm": 5, "rare": 9_997, "last": 9_996}


def idx(values: NDArray[np.uint8]) -> bytes:
    """A gzipped idx file."""
    header = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    return gzip.compress(header + values.tobytes(), mtime=0)


def idx_pictures() -> dict[str, bytes]:
    """30 training and 20 test pictures, as MNIST and Fashion-MNIST have them."""
    random = np.random.RandomState(0)
    files = {}
    for subset, rows in (("train", 30), ("t10k", 20)):
        files[f"{subset}-images-idx3-ubyte.gz"] = idx(random.randint(0, 256, (rows, 28, 28)).astype(np.uint8))
        files[f"{subset}-labels-idx1-ubyte.gz"] = idx((np.arange(rows) % 10).astype(np.uint8))
    return files


def object_array(rows: Sequence[object]) -> NDArray[np.object_]:
    """A one-dimensional array of Python objects."""
    array = np.empty(len(rows), object)
    for index, row in enumerate(rows):
        array[index] = row
    return array


def old_pickled_npy(rows: Sequence[object]) -> bytes:
    """An object array as Python 2 and an old NumPy wrote it."""
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "|O", "fortran_order": False, "shape": (len(rows),)})
    pickled = pickle.dumps(object_array(rows), 2)
    return stream.getvalue() + pickled.replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n")


def npz(members: Mapping[str, bytes]) -> bytes:
    """A zip of the given members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def npy(array: NDArray[np.generic]) -> bytes:
    """A plain ``.npy`` file."""
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def imdb_rows(rows: int, seed: int) -> list[list[int]]:
    """Rows of word ranks 1 to 20,000, of 3 to 700 words."""
    random = np.random.RandomState(seed)
    return [random.randint(1, 20_000, random.randint(3, 700)).tolist() for _ in range(rows)]


def imdb() -> dict[str, bytes]:
    """30 training and 20 test rows and a word index."""
    members = {}
    for subset, rows in (("train", 30), ("test", 20)):
        members[f"x_{subset}.npy"] = old_pickled_npy(imdb_rows(rows, rows))
        members[f"y_{subset}.npy"] = npy((np.arange(rows) < rows // 2).astype(np.int64))
    return {"imdb.npz": npz(members), "imdb_word_index.json": json.dumps(WORDS).encode()}


def miniboone_text(signal: int = 20, background: int = 30) -> bytes:
    """The layout of the original: counts, then signal rows, then background rows; the last row is missing."""
    values = np.random.RandomState(0).normal(0, 10, (signal + background, 50)).round(5)
    values[-1] = -999
    rows = ["".join(f"{value:13.6e} " for value in row) for row in values]
    return "\n".join([f" {signal} {background}", *rows, ""]).encode()


def miniboone() -> dict[str, bytes]:
    """20 signal and 30 background rows."""
    return {"MiniBooNE_PID.txt": miniboone_text()}


def old_string(text: bytes) -> bytes:
    """How Python 2 pickled a text."""
    return b"U" + bytes([len(text)]) + text if len(text) < 256 else b"T" + struct.pack("<i", len(text)) + text


def cifar_batch(rows: int, seed: int = 0, labels: Sequence[int] | None = None) -> bytes:
    """A batch as Python 2 and an old NumPy pickled it, opcode by opcode."""
    data = np.random.RandomState(seed).randint(0, 256, (rows, 3072)).astype(np.uint8)
    classes = list(labels) if labels is not None else [row % 10 for row in range(rows)]
    return cifar_pickle(data, classes)


def cifar_pickle(data: NDArray[np.uint8], labels: Sequence[int]) -> bytes:
    """The dictionary of a batch with these arrays."""
    shape = b"".join(b"M" + struct.pack("<H", side) for side in data.shape)
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + old_string(b"b") + b"\x87R"
        b"(K\x01" + shape + b"\x86cnumpy\ndtype\n" + old_string(b"u1") + b"K\x00K\x01\x87R"
        b"(K\x03" + old_string(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
        b"\x89" + old_string(data.tobytes()) + b"tb"
    )
    entries = {
        b"batch_label": old_string(b"training batch 1 of 5"),
        b"labels": b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e",
        b"data": array,
        b"filenames": b"](" + b"".join(old_string(f"picture_{row}.png".encode()) for row in range(len(data))) + b"e",
    }
    return b"\x80\x02}(" + b"".join(old_string(key) + value for key, value in entries.items()) + b"u."


def cifar_batches(training: Sequence[int] = (10, 10, 10, 10, 10), test: int = 20) -> dict[str, bytes]:
    """The batches of the archive, with so many rows each; 0 leaves a batch out."""
    rows = {f"data_batch_{number}": count for number, count in enumerate(training, 1)} | {"test_batch": test}
    return {
        f"cifar-10-batches-py/{name}": cifar_batch(count, seed)
        for seed, (name, count) in enumerate(rows.items())
        if count
    }


def tar_gz(members: Mapping[str, bytes]) -> bytes:
    """A compressed archive of the given members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in members.items():
            information = tarfile.TarInfo(name)
            information.size = len(data)
            archive.addfile(information, io.BytesIO(data))
    return stream.getvalue()


def cifar_10() -> dict[str, bytes]:
    """50 training and 20 test pictures in an archive whose batches are in no order, as in the publisher's."""
    batches = cifar_batches()
    return {"cifar-10-python.tar.gz": tar_gz({name: batches[name] for name in sorted(batches, reverse=True)})}


MADE: dict[str, Callable[[], dict[str, bytes]]] = {
    "miniboone": miniboone,
    "fashion-mnist": idx_pictures,
    "imdb": imdb,
    "mnist": idx_pictures,
    "cifar-10": cifar_10,
}
"""Makers of the files of each dataset that needs some."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def at_address(source: DatasetSource, address: str, files: Mapping[str, bytes]) -> DatasetSource:
    """The registry entry with another address, and with the checksums of the made files."""

    def moved(file: RemoteFile) -> RemoteFile:
        return dataclasses.replace(
            file, url=f"{address}/{file.name}", sha256=hashlib.sha256(files[file.name]).hexdigest()
        )

    return dataclasses.replace(
        source,
        files=tuple(moved(file) for file in source.files),
        optional_files=tuple(moved(file) for file in source.optional_files),
    )


def ignore_progress(_what: str, _done: int, _total: int) -> None:
    """A progress callback that does nothing."""
