"""How the work is laid out on the machine: fixed rules, never timing, so that the same settings give the same bits."""

import hashlib
import os

import psutil

from workbench.networks.types import Architecture
from workbench.training.settings import Execution

PREDICTION_BATCH = 256
"""Samples that go through a network at once in validation, test and prediction; fixed for the same reason."""

WORKER_MEMORY = 1_200_000_000
"""Bytes that one training worker is expected to need at most (IMDB's multi-hot network, measured 0.9 GB)."""


def execution_for(architecture: Architecture, cores: int | None = None) -> Execution:
    """One thread for each network up to seven cores, since a quartet fills the cores side by side; then a quarter."""
    cores = cores or usable_cores()
    return Execution(threads=max(1, cores // 4), batches_per_step=architecture.batches_per_step)


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
