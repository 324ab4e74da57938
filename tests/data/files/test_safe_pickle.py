import io
import os
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.data.made_files import object_array, old_pickled_npy
from workbench.data.files.safe_pickle import load_object_array
from workbench.errors import UserError

ROWS = [[1, 2, 300], [70_000], [5, 5]]


@pytest.mark.parametrize("protocol", range(2, 6))
def test_rows_of_an_object_array(protocol: int) -> None:
    assert load_object_array(io.BytesIO(pickle.dumps(object_array(ROWS), protocol)), "rows") == ROWS


def test_rows_written_by_an_old_numpy() -> None:
    stream = io.BytesIO(old_pickled_npy(ROWS))
    np.lib.format.read_magic(stream)
    np.lib.format.read_array_header_1_0(stream)
    assert load_object_array(stream, "rows") == ROWS


class Malicious:
    """Its pickle makes a folder when it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def test_a_malicious_pickle_is_not_run(tmp_path: Path) -> None:
    folder = tmp_path / "made by the pickle"
    data = pickle.dumps(object_array([[1, 2], Malicious(folder)]))
    with pytest.raises(UserError, match=r"could run a foreign program.*mkdir"):
        load_object_array(io.BytesIO(data), "rows")
    assert not folder.exists()
    pickle.loads(data)
    assert folder.exists()  # the pickle would have done it


@pytest.mark.parametrize(
    "program",
    [
        b"cbuiltins\neval\n(S'1+1'\ntR.",
        b"cnumpy\nload\n(S'x'\ntR.",
        b"cnumpy.core.multiarray\n_reconstruct.__globals__\n.",
        b"\x80\x04\x8c\x05numpy\x8c\x10ndarray.__class__\x93.",
        b"(i__main__\nexit\n.",
        b"",
        b"\x80\x02]q\x00(K\x01",
        b"garbage",
    ],
)
def test_anything_else_is_refused(program: bytes) -> None:
    with pytest.raises(UserError, match="was not read"):
        load_object_array(io.BytesIO(program), "rows")


@pytest.mark.parametrize("value", [[1, 2], {"a": 1}, np.arange(3), np.zeros((2, 2))])
def test_another_value_is_refused(value: object) -> None:
    with pytest.raises(UserError):
        load_object_array(io.BytesIO(pickle.dumps(value)), "rows")
