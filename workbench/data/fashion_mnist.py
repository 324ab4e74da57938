"""Fashion-MNIST: grey pictures of clothing in the publisher's four idx files."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.idx import read_idx
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, RemoteFile
from workbench.errors import UserError

_ADDRESS = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com"
_TRAIN_IMAGES, _TRAIN_LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
_TEST_IMAGES, _TEST_LABELS = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"


def _read_part(files: Mapping[str, Path], images: str, labels: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    x = read_idx(files[images], images, (28, 28))
    y = read_idx(files[labels], labels, ())
    if len(x) != len(y):
        raise UserError(
            f"{files[images]} holds {len(x)} pictures, but {files[labels]} holds {len(y)} labels.",
            "The two belong together and must be of the same length: take both from the same place.",
        )
    return x[..., np.newaxis], y


def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """(60000, 28, 28, 1) and (10000, 28, 28, 1) uint8 in 0..255, labels 0..9."""
    progress("reading Fashion-MNIST", 0, 2)
    x_train, y_train = _read_part(files, _TRAIN_IMAGES, _TRAIN_LABELS)
    progress("reading Fashion-MNIST", 1, 2)
    x_test, y_test = _read_part(files, _TEST_IMAGES, _TEST_LABELS)
    return RawArrays(x_train, y_train, x_test, y_test)


SOURCE = DatasetSource(
    name="fashion-mnist",
    title="Fashion-MNIST",
    kind=Kind.IMAGE,
    description="70,000 grey pictures of clothing, 28×28 pixels, ten classes.",
    class_names=(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    sizes=(60_000, 10_000),
    input_shape=(28, 28, 1),
    read=read,
    citation=(
        "H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking "
        "Machine Learning Algorithms, arXiv:1708.07747, 2017"
    ),
    licence="MIT",
    files=(
        RemoteFile(
            _TRAIN_IMAGES,
            f"{_ADDRESS}/{_TRAIN_IMAGES}",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            26_421_880,
        ),
        RemoteFile(
            _TRAIN_LABELS,
            f"{_ADDRESS}/{_TRAIN_LABELS}",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            29_515,
        ),
        RemoteFile(
            _TEST_IMAGES,
            f"{_ADDRESS}/{_TEST_IMAGES}",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            4_422_102,
        ),
        RemoteFile(
            _TEST_LABELS,
            f"{_ADDRESS}/{_TEST_LABELS}",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            5_148,
        ),
    ),
    maximum=255.0,
)
