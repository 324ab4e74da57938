"""What MNIST and its relatives have in common: grey pictures of 28×28 pixels in four idx files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.idx import read_idx
from workbench.data.types import Progress, RawArrays, RemoteFile
from workbench.errors import UserError

SIDE = 28
TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"


def remote_files(address: str, sums_and_sizes: Sequence[tuple[str, int]]) -> tuple[RemoteFile, ...]:
    """The four files at an address.

    Args:
        sums_and_sizes: sha256 and bytes of training pictures, training labels, test pictures and test labels.
    """
    names = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
    return tuple(
        RemoteFile(name, f"{address}/{name}", sha256, size)
        for name, (sha256, size) in zip(names, sums_and_sizes, strict=True)
    )


def read_pictures(title: str, files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """(n, 28, 28, 1) uint8 in 0..255 and their labels, training and test part.

    Raises:
        UserError: a file is damaged, or pictures and labels do not belong together.
    """
    progress(f"reading {title}", 0, 2)
    x_train, y_train = _read_subset(files, TRAIN_IMAGES, TRAIN_LABELS)
    progress(f"reading {title}", 1, 2)
    x_test, y_test = _read_subset(files, TEST_IMAGES, TEST_LABELS)
    return RawArrays(x_train, y_train, x_test, y_test)


def _read_subset(files: Mapping[str, Path], images: str, labels: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    x = read_idx(files[images], images, (SIDE, SIDE))
    y = read_idx(files[labels], labels, ())
    if len(x) != len(y):
        raise UserError(
            f"{files[images]} holds {len(x)} pictures, but {files[labels]} holds {len(y)} labels.",
            "The two belong together and must be of the same length: take both from the same place.",
        )
    return x[..., np.newaxis], y
