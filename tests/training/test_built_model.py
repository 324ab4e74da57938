"""What every job on a model begins with."""

import numpy as np
import pytest

from workbench.training.built_model import class_weights


@pytest.mark.parametrize("counts", [(5, 5), (90, 10), (1, 2, 3, 94), (7,)])
def test_class_weights_are_scikit_learns_balanced_ones(counts: tuple[int, ...]) -> None:
    from sklearn.utils.class_weight import compute_class_weight

    labels = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    expected = compute_class_weight("balanced", classes=np.arange(len(counts)), y=labels)
    np.testing.assert_allclose(class_weights(labels, len(counts)), expected, rtol=1e-6)


def test_a_class_without_rows_weighs_nothing() -> None:
    weights = class_weights(np.array([0, 0, 2], np.int32), 3)
    assert weights.dtype == np.float32 and weights[1] == 0
    assert (weights * [2, 0, 1])[[0, 2]].tolist() == pytest.approx([1, 1])
