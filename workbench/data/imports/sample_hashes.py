"""Which samples are the same: 64 bits a sample."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import Samples, Sequences

_HASHED_AT_ONCE = 2_000  # values of a row up to which columns are hashed side by side


def sample_hashes(samples: Samples) -> NDArray[np.uint64]:
    """64 bits a sample, the same for the same values; shape (n,)."""
    if isinstance(samples, Sequences):
        rows = (samples.row(index) for index in range(len(samples)))
        return np.fromiter((sample_hash(row) for row in rows), np.uint64, len(samples))
    if samples.dtype != np.float32 or samples[0].size > _HASHED_AT_ONCE:
        return np.fromiter((sample_hash(row) for row in samples), np.uint64, len(samples))
    hashes = np.zeros(len(samples), np.uint64)
    for column in range(samples.shape[1]):
        bits = np.ascontiguousarray(samples[:, column]).view(np.uint32).astype(np.uint64)
        hashes ^= bits + np.uint64(0x9E3779B97F4A7C15)
        hashes *= np.uint64(0xFF51AFD7ED558CCD)
        hashes ^= hashes >> np.uint64(33)
    return hashes


def sample_hash(row: NDArray[np.generic]) -> int:
    """64 bits of one sample, the same for the same values."""
    return int.from_bytes(blake2b(np.ascontiguousarray(row).tobytes(), digest_size=8).digest(), "little")


def with_class(hashes: NDArray[np.uint64], labels: NDArray[np.integer]) -> NDArray[np.uint64]:
    """64 bits of each sample and its class."""
    return hashes + labels.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def different_pairs(hashes: NDArray[np.uint64], labels: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Those of the different samples: the same one in two classes is there twice."""
    return np.unique(with_class(hashes, labels))


def contradicting_samples(hashes: NDArray[np.uint64], labels: NDArray[np.integer]) -> int:
    """Samples of which the same one has another class, too."""
    order = np.lexsort((labels, hashes))
    hashes, labels = hashes[order], labels[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    ends = np.r_[starts[1:], len(hashes)]
    return int((ends - starts)[labels[starts] != labels[ends - 1]].sum())
