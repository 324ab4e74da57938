from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import idx, idx_pictures, ignore_progress, write_files
from workbench.data.datasets import fashion_mnist, mnist
from workbench.data.types import DatasetSource
from workbench.errors import UserError

SOURCES = [mnist.SOURCE, fashion_mnist.SOURCE]


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.name)
def test_pictures_get_a_channel(source: DatasetSource, tmp_path: Path) -> None:
    write_files(tmp_path, idx_pictures())
    raw = source.read({file.name: tmp_path / file.name for file in source.files}, ignore_progress)
    assert isinstance(raw.x_train, np.ndarray) and isinstance(raw.x_test, np.ndarray) and raw.y_test is not None
    assert raw.x_train.shape == (30, 28, 28, 1) and raw.x_test.shape == (20, 28, 28, 1)
    assert raw.x_train.dtype == np.uint8
    assert raw.y_train.tolist() == [*range(10)] * 3 and raw.y_test.tolist() == [*range(10)] * 2


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.name)
def test_pictures_and_labels_must_belong_together(source: DatasetSource, tmp_path: Path) -> None:
    write_files(tmp_path, idx_pictures() | {"t10k-labels-idx1-ubyte.gz": idx(np.zeros(19, np.uint8))})
    with pytest.raises(UserError, match=r"20 pictures, but .* 19 labels"):
        source.read({file.name: tmp_path / file.name for file in source.files}, ignore_progress)


def test_the_files_of_the_two_have_the_same_names_and_other_sums() -> None:
    for ours, theirs in zip(mnist.SOURCE.files, fashion_mnist.SOURCE.files, strict=True):
        assert ours.name == theirs.name and ours.url.endswith(ours.name) and ours.sha256 != theirs.sha256
