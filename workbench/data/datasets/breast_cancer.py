"""Breast cancer Wisconsin (diagnostic): measurements of cell nuclei, inside scikit-learn."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from workbench.data.types import DatasetSource, Kind, Progress, RawArrays

_MEASUREMENTS = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)


def read(_files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """The arrays of `sklearn.datasets.load_breast_cancer`: (569, 30) float32, label 1 is benign."""
    progress("loading scikit-learn", 0, 0)
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    return RawArrays(data.data.astype(np.float32), data.target)


SOURCE = DatasetSource(
    name="breast-cancer",
    title="Breast cancer",
    kind=Kind.TABULAR,
    description="569 tumours, 30 measurements of their cell nuclei each: malignant or benign? Works offline at once.",
    class_names=("malignant", "benign"),
    sizes=(455, 114),
    input_shape=(30,),
    read=read,
    citation=(
        "W. Wolberg, O. Mangasarian, N. Street, W. Street, Breast Cancer Wisconsin (Diagnostic), "
        "UCI Machine Learning Repository, 1995, doi 10.24432/C5DW2B"
    ),
    licence="CC BY 4.0",
    feature_names=(
        *(f"mean {name}" for name in _MEASUREMENTS),
        *(f"{name} error" for name in _MEASUREMENTS),
        *(f"worst {name}" for name in _MEASUREMENTS),
    ),
    default_epochs=30,
)
