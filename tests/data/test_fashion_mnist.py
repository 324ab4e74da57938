from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import fashion_mnist, idx, ignore_progress, write_files
from workbench.data.fashion_mnist import SOURCE
from workbench.errors import UserError


def test_pictures_get_a_channel(tmp_path: Path) -> None:
    write_files(tmp_path, fashion_mnist())
    raw = SOURCE.read({file.name: tmp_path / file.name for file in SOURCE.files}, ignore_progress)
    assert isinstance(raw.x_train, np.ndarray) and isinstance(raw.x_test, np.ndarray) and raw.y_test is not None
    assert raw.x_train.shape == (30, 28, 28, 1) and raw.x_test.shape == (20, 28, 28, 1)
    assert raw.x_train.dtype == np.uint8
    assert raw.y_train.tolist() == [*range(10)] * 3 and raw.y_test.tolist() == [*range(10)] * 2


def test_pictures_and_labels_must_belong_together(tmp_path: Path) -> None:
    write_files(tmp_path, fashion_mnist() | {"t10k-labels-idx1-ubyte.gz": idx(np.zeros(19, np.uint8))})
    with pytest.raises(UserError, match=r"20 pictures, but .* 19 labels"):
        SOURCE.read({file.name: tmp_path / file.name for file in SOURCE.files}, ignore_progress)
