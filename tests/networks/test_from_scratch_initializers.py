"""Initial weights have the spread that their papers ask for."""

import math

import numpy as np
import pytest

from workbench.networks.from_scratch.initializers import Initializer, glorot_uniform, he_normal, uniform


@pytest.mark.parametrize(
    ("initializer", "shape", "deviation"),
    [
        (uniform, (300, 200), math.sqrt(1 / 12)),
        (glorot_uniform, (300, 200), math.sqrt(2 / 500)),
        (glorot_uniform, (5, 5, 20, 40), math.sqrt(2 / (25 * 60))),
        (he_normal, (300, 200), math.sqrt(2 / 300)),
        (he_normal, (5, 5, 20, 40), math.sqrt(2 / (25 * 20))),
    ],
)
def test_spread(initializer: Initializer, shape: tuple[int, ...], deviation: float) -> None:
    values = initializer(np.random.default_rng(0), shape)
    assert values.shape == shape
    assert values.std() == pytest.approx(deviation, rel=0.02)
    assert values.mean() == pytest.approx(0, abs=0.05 * deviation)
