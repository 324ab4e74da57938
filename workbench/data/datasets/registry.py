"""Every dataset that the workbench knows; a new one is a file beside this one and a line here."""

import difflib

from workbench.data.datasets import (
    breast_cancer,
    cifar10,
    digits,
    fashion_mnist,
    imdb,
    miniboone,
    mnist,
    temporal_order,
)
from workbench.data.types import DatasetSource
from workbench.errors import UserError

DATASETS: dict[str, DatasetSource] = {
    source.name: source
    for source in (
        breast_cancer.SOURCE,
        digits.SOURCE,
        temporal_order.SOURCE,
        miniboone.SOURCE,
        fashion_mnist.SOURCE,
        imdb.SOURCE,
        mnist.SOURCE,
        cifar10.SOURCE,
    )
}


def dataset_source(name: str) -> DatasetSource:
    """The registry entry of that name; `UserError` that lists the known names if there is none."""
    if name in DATASETS:
        return DATASETS[name]
    close = difflib.get_close_matches(name.lower(), DATASETS, n=1, cutoff=0.5)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    raise UserError(f"There is no dataset “{name}”.{hint}", f"Known datasets: {', '.join(DATASETS)}.")
