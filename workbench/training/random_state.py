"""The state of NumPy's PCG64 generator as an array, so that it can lie in a checkpoint."""

import numpy as np
from numpy.typing import NDArray

_WORD = 2**64 - 1


def random_state(random: np.random.Generator) -> NDArray[np.uint64]:
    """Six words: state and increment, 128 bits each, and the half word that a drawn float32 has left over."""
    state = random.bit_generator.state
    inner = state["state"]
    numbers = [word for value in (inner["state"], inner["inc"]) for word in (value & _WORD, value >> 64)]
    return np.array([*numbers, state["has_uint32"], state["uinteger"]], np.uint64)


def restore_random_state(random: np.random.Generator, words: NDArray[np.uint64]) -> None:
    """Let a PCG64 generator go on where `random_state` was taken."""
    low, high, inc_low, inc_high, has_half, half = (int(word) for word in words)
    random.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": high << 64 | low, "inc": inc_high << 64 | inc_low},
        "has_uint32": has_half,
        "uinteger": half,
    }
