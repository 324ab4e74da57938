"""Handwritten digits of 8×8 pixels, inside scikit-learn."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from workbench.data.types import DatasetSource, Kind, Progress, RawArrays


def read(_files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """The arrays of `sklearn.datasets.load_digits`: (1797, 8, 8, 1) uint8 in 0..16."""
    progress("loading scikit-learn", 0, 0)
    from sklearn.datasets import load_digits

    data = load_digits()
    return RawArrays(data.images.astype(np.uint8)[..., np.newaxis], data.target)


SOURCE = DatasetSource(
    name="digits",
    title="Digits",
    kind=Kind.IMAGE,
    description="1,797 handwritten digits of 8×8 pixels. Works offline at once.",
    class_names=tuple("0123456789"),
    sizes=(1438, 359),
    input_shape=(8, 8, 1),
    read=read,
    citation=(
        "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, "
        "UCI Machine Learning Repository, 1998, doi 10.24432/C50P49"
    ),
    licence="CC BY 4.0",
    maximum=16.0,
    default_epochs=15,
)
