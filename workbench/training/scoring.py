"""The scores that a network gives to rows of a dataset."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.data.preprocessing import Preprocessing, apply
from workbench.data.types import Samples, Sequences
from workbench.networks.architecture import InputForm
from workbench.training.execution import PREDICTION_BATCH, prediction_batch
from workbench.training.protocol import Trainable


@dataclass(frozen=True)
class Subset:
    """Rows of a dataset that a network is trained or tried on.

    Attributes:
        samples, labels: of the whole train or test rows.
        indices: the rows that count.
    """

    samples: Samples
    labels: NDArray[np.int32]
    indices: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def y_true(self) -> NDArray[np.int32]:
        return self.labels[self.indices]


def rows_at_once(samples: Samples) -> int:
    """Rows that go through a network at once where nothing is trained."""
    return PREDICTION_BATCH if isinstance(samples, Sequences) else prediction_batch(samples.shape[1:])


def score_batches(
    trainable: Trainable, rows: Subset, preprocessing: Preprocessing, form: InputForm
) -> Iterator[NDArray[np.float32]]:
    """Scores (rows of the batch, classes) in inference mode, `rows_at_once` by `rows_at_once`."""
    size = rows_at_once(rows.samples)
    for start in range(0, len(rows), size):
        indices = rows.indices[start : start + size]
        yield trainable.predict(apply(preprocessing, rows.samples, indices, form))


def predict_scores(
    trainable: Trainable,
    rows: Subset,
    preprocessing: Preprocessing,
    form: InputForm,
    after_batch: Callable[[int], None],
) -> NDArray[np.float32]:
    """Scores (rows, classes) in inference mode; ``after_batch(rows done)`` may raise to stop."""
    scores: list[NDArray[np.float32]] = []
    done = 0
    for batch in score_batches(trainable, rows, preprocessing, form):
        scores.append(batch)
        done += len(batch)
        after_batch(done)
    return np.concatenate(scores)
