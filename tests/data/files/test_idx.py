import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import idx
from workbench.data.files.idx import read_idx
from workbench.errors import UserError

PICTURES = np.arange(2 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(2, 28, 28)


def test_pictures_and_labels(tmp_path: Path) -> None:
    (tmp_path / "x.gz").write_bytes(idx(PICTURES))
    (tmp_path / "y.gz").write_bytes(idx(np.array([3, 9], np.uint8)))
    np.testing.assert_array_equal(read_idx(tmp_path / "x.gz", "x.gz", (28, 28)), PICTURES)
    np.testing.assert_array_equal(read_idx(tmp_path / "y.gz", "y.gz", ()), [3, 9])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty or truncated"),
        (b"not gzip at all", "not a gzip file"),
        (idx(PICTURES)[:-30], "truncated"),
        (idx(PICTURES)[:40] + bytes(20) + idx(PICTURES)[60:], "damaged"),
        (gzip.compress(b"\0\0", mtime=0), "empty or truncated"),
        (gzip.compress(b"\0\0\x08\x03\0\0", mtime=0), "is truncated"),
        (gzip.compress(b"PK\x03\x04 and so on", mtime=0), "no idx file"),
        (gzip.compress(struct.pack(">HBB", 0, 0x0D, 3), mtime=0), "no idx file of unsigned bytes"),
        (idx(PICTURES[0]), "has 2 dimensions"),
        (idx(PICTURES[:, :20]), "has the shape 2x20x28"),
        (idx(PICTURES[:0]), "has the shape 0x28x28"),
        (
            gzip.compress(struct.pack(">HBB3I", 0, 8, 3, 2, 28, 28) + bytes(28 * 28), mtime=0),
            "fewer values than the 1568",
        ),
        (gzip.compress(struct.pack(">HBB3I", 0, 8, 3, 1, 28, 28) + bytes(2000), mtime=0), "more values than the 784"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(data)
    with pytest.raises(UserError, match=message) as caught:
        read_idx(path, "x.gz", (28, 28))
    assert str(path) in caught.value.message
    assert "nx28x28" in caught.value.advice


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Could not read"):
        read_idx(tmp_path / "x.gz", "x.gz", ())
