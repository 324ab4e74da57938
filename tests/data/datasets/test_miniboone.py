from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import ignore_progress, miniboone_text, npz
from workbench.data.datasets import miniboone
from workbench.data.datasets.miniboone import SOURCE
from workbench.data.types import Cancelled
from workbench.errors import UserError

NAME = "MiniBooNE_PID.txt"


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    raw = SOURCE.read({NAME: path}, ignore_progress)
    assert isinstance(raw.x_train, np.ndarray) and raw.x_test is None
    return raw.x_train, raw.y_train


def test_signal_comes_first_and_missing_values_are_nan(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(miniboone_text(20, 30))
    x, y = read(path)
    assert x.shape == (50, 50) and x.dtype == np.float32
    assert y.tolist() == [1] * 20 + [0] * 30
    assert np.isnan(x[-1]).all() and np.isfinite(x[:-1]).all()
    expected = np.loadtxt(path, skiprows=1, dtype=np.float32)
    np.testing.assert_array_equal(x[:-1], expected[:-1])


def test_the_zip_of_the_publisher_is_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(miniboone_text())
    (tmp_path / "uci.zip").write_bytes(npz({NAME: miniboone_text()}))
    np.testing.assert_array_equal(read(tmp_path / "uci.zip")[0], read(tmp_path / NAME)[0])


def test_many_rows_are_read_in_pieces_that_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniboone, "_ROWS_AT_ONCE", 20)
    path = tmp_path / NAME
    path.write_bytes(miniboone_text(20, 30))
    seen: list[int] = []
    raw = SOURCE.read({NAME: path}, lambda _what, done, _total: seen.append(done))
    assert seen == [0, 20, 40, 50] and len(raw.x_train) == 50

    def cancel(_what: str, done: int, _total: int) -> None:
        if done == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        SOURCE.read({NAME: path}, cancel)


def lines(text: bytes) -> list[bytes]:
    return text.split(b"\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "does not start with two counts"),
        (b"\x1f\x8b\x08\0", "does not start with two counts"),
        (b"\n".join(lines(miniboone_text())[1:]), "does not start with two counts"),
        (b"0 0\n", "promises 0 signal"),
        (b"2 2\n", "holds something else than numbers"),
        (miniboone_text()[:-4000], "promises 50 rows and holds|rows with too few|something else than numbers"),
        (b"\n".join(lines(miniboone_text())[:40]), "promises 50 rows and holds 39"),
        (miniboone_text().replace(b" 20 30", b" 20 29"), "promises 49 rows and holds 50"),
        (b"1 1\n1 2 3\n4 5 6\n", "has 3 columns"),
        (b"\n".join([b"1 2", *lines(miniboone_text())[1:3], b"1 2 3", b""]), "too few numbers"),
        (b"\n".join([b"1 2", *lines(miniboone_text())[1:3], b"1 " * 51, b""]), "something else than numbers"),
        (b"\n".join([b"1 2", *lines(miniboone_text())[1:3], b"word " * 50, b""]), "something else than numbers"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)
    with pytest.raises(UserError, match=message) as caught:
        read(path)
    assert str(path) in caught.value.message
    assert "rows of 50 numbers" in caught.value.advice


def test_a_damaged_zip_is_explained(tmp_path: Path) -> None:
    archive = bytearray(npz({NAME: miniboone_text()}))
    archive[1000] ^= 0xFF
    (tmp_path / "uci.zip").write_bytes(bytes(archive))
    with pytest.raises(UserError, match=r"damaged|something else than numbers"):
        read(tmp_path / "uci.zip")
