"""How the work is laid out on the machine: fixed rules, never timing, so that the same settings give the same bits."""

import hashlib
import math

import psutil

from workbench.networks.architecture import Architecture
from workbench.runs.machine import usable_cores
from workbench.settings.request import Execution

PREDICTION_BATCH = 256
"""Samples that go through a network at once in validation, test and prediction; fixed for the same reason."""

PREDICTION_VALUES = 4_000_000
"""Values of large pictures that do at most: the outputs of a first convolution need some ten times their memory."""

WORKER_MEMORY = 1_200_000_000
"""Bytes that one training worker is expected to need at most (IMDB's multi-hot network, measured 0.9 GB)."""


MOST_UNROLLED_STEPS = 64
"""Longer recurrences take too long to trace without a loop."""

FEWEST_UNROLLED_ROWS = 10_000
"""With fewer training rows, tracing takes longer (2 to 5 s) than what is gained (a tenth to a quarter of an epoch)."""


def execution_for(
    architecture: Architecture, input_shape: tuple[int, ...], rows: int, cores: int | None = None
) -> Execution:
    """The fixed rule.

    One thread for each network up to seven cores, since a quartet fills the cores side by side; then a quarter of them.

    Args:
        input_shape: of one sample; recurrent networks read its first axis step by step.
        rows: training rows.
    """
    few_steps = architecture.recurrent and input_shape[0] <= MOST_UNROLLED_STEPS
    return Execution(
        threads=max(1, (cores or usable_cores()) // 4),
        batches_per_step=architecture.batches_per_step,
        unroll=few_steps and rows >= FEWEST_UNROLLED_ROWS,
    )


def limit_numpy_threads(threads: int) -> None:
    """Let NumPy's matrix products use so many threads in this process: part of the rule, as TensorFlow's are."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(threads, user_api="blas")


def prediction_batch(sample_shape: tuple[int, ...]) -> int:
    """Samples that go through a network at once where nothing is trained; 256 except for large pictures."""
    return max(1, min(PREDICTION_BATCH, PREDICTION_VALUES // math.prod(sample_shape)))


def side_by_side(models: int, threads: int, gpus: int = 0) -> int:
    """How many models train at the same time: as cores, free memory and models allow; one where there is a GPU."""
    if gpus:
        return 1
    memory = psutil.virtual_memory().available // WORKER_MEMORY
    return int(max(1, min(models, usable_cores() // threads, memory)))


def model_seed(seed: int, name: str) -> int:
    """The seed of one model, from the run's seed and the model's name; 0 to 2**31 - 1."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1
