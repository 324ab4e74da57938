import errno
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.storage.atomic import (
    explain,
    read_arrays,
    read_json,
    read_json_object,
    replacing,
    write_arrays,
    write_bytes,
    write_json,
    write_text,
)


def refuse(number: int) -> object:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_file_is_written_whole_and_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.bin"
    write_bytes(path, b"one")
    write_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_text_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "text", "žluť\n")
    assert (tmp_path / "text").read_bytes() == "žluť\n".encode()


def test_temporary_file_keeps_suffixes_for_writers_that_look_at_them(tmp_path: Path) -> None:
    with replacing(tmp_path / "Net.weights.h5") as temporary:
        assert temporary.name.endswith(".weights.h5")
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"x")
    assert (tmp_path / "Net.weights.h5").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission is denied"),
    ],
)
def test_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    path = tmp_path / "file"
    write_bytes(path, b"old")
    monkeypatch.setattr(os, "fsync", refuse(number))
    with pytest.raises(UserError, match=reason) as caught:
        write_bytes(path, b"new")
    assert str(path) in caught.value.message
    assert caught.value.advice
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_failing_writer_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with replacing(tmp_path / "file") as temporary:
            temporary.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_real_refusals_of_the_file_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="Could not write"):
        write_bytes(tmp_path / "file" / "inside", b"")
    with pytest.raises(UserError, match="too long"):
        write_bytes(tmp_path / ("x" * 300), b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="it is a folder"):
        write_bytes(tmp_path / "folder", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_unknown_error_is_reported_in_the_systems_words(tmp_path: Path) -> None:
    assert "Strange thing" in explain(OSError(99999, "Strange thing"), "write", tmp_path).message
    assert "no number" in explain(OSError("no number"), "write", tmp_path).message
    assert "right to read" in explain(OSError(errno.EACCES, "no"), "read", tmp_path).advice
    assert "right to write" in explain(OSError(errno.EACCES, "no"), "write", tmp_path).advice


def test_json_round_trip(tmp_path: Path) -> None:
    value = {"b": [1, 2.5, None], "a": "ž"}
    write_json(tmp_path / "x.json", value)
    assert read_json(tmp_path / "x.json") == value
    assert list(read_json_object(tmp_path / "x.json")) == ["b", "a"]  # order is kept


def test_json_refuses_nan_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(tmp_path / "x.json", {"loss": float("nan")})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_damaged_json(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "x.json").write_bytes(text)
    with pytest.raises(UserError, match="damaged"):
        read_json(tmp_path / "x.json")


def test_json_of_another_type(tmp_path: Path) -> None:
    write_json(tmp_path / "x.json", [1])
    with pytest.raises(UserError, match="object was expected"):
        read_json_object(tmp_path / "x.json")
    with pytest.raises(UserError, match="does not exist"):
        read_json(tmp_path / "missing.json")


def test_arrays_round_trip(tmp_path: Path) -> None:
    arrays: dict[str, NDArray[Any]] = {
        "layers/dense/vars/0": np.arange(6, dtype=np.float32).reshape(2, 3),
        "step": np.array(7, np.int64),
        "file": np.zeros((0, 4), np.uint8),
        "names": np.array(["a", "bc"]),
        "columns": np.asfortranarray(np.eye(3)),
    }
    write_arrays(tmp_path / "c.npz", arrays, {"epoch": 3, "values": [None, 0.1]})
    found, metadata = read_arrays(tmp_path / "c.npz")
    assert metadata == {"epoch": 3, "values": [None, 0.1]}
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


def test_arrays_are_readable_by_numpy(tmp_path: Path) -> None:
    write_arrays(tmp_path / "c.npz", {"x": np.ones(3)}, {})
    with np.load(tmp_path / "c.npz", allow_pickle=False) as archive:
        np.testing.assert_array_equal(archive["x"], np.ones(3))


def test_objects_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Object arrays"):
        write_arrays(tmp_path / "c.npz", {"x": np.array([{}], dtype=object)}, {})
    assert list(tmp_path.iterdir()) == []


def test_pickled_objects_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    np.savez(path, x=np.array([{}], dtype=object))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("metadata.json", "{}")
    with pytest.raises(UserError, match="damaged"):
        read_arrays(path)


def test_damaged_arrays(tmp_path: Path) -> None:
    """Cut anywhere, and with any byte changed: an error for the user or the same arrays, never something else."""
    whole, path = tmp_path / "whole.npz", tmp_path / "c.npz"
    values = np.arange(8, dtype=np.float32)
    write_arrays(whole, {"x": values}, {"epoch": 1})
    data = whole.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(UserError):
            read_arrays(path)
    for position in range(len(data)):
        path.write_bytes(data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :])
        try:
            arrays, metadata = read_arrays(path)
        except UserError:
            continue
        assert metadata == {"epoch": 1}
        for array in arrays.values():
            np.testing.assert_array_equal(array, values)


def test_missing_arrays(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_arrays(tmp_path / "none.npz")
