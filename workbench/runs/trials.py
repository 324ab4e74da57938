"""A trial: one training of one network, as a value."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.data.splits import Official, SplitSpec
from workbench.settings.training import TrainingSettings


@dataclass(frozen=True)
class TrialSpec:
    """One training of one network.

    Attributes:
        id: unique in its run, and the name of its folder there.
        network: a name of `workbench.networks.registry`.
        settings: nothing left open.
        seed: 0 to 2³¹ - 1. With the network's name it gives the initial weights and the random numbers of layers;
            alone the order of the rows in each epoch, so that trials of one seed see the rows in the same order.
    """

    id: str
    network: str
    settings: TrainingSettings
    seed: int
    split: SplitSpec = field(default_factory=Official)


def repetitions(networks: Sequence[str]) -> tuple[int, ...]:
    """For each network how many of the same name come before it."""
    return tuple(networks[:place].count(name) for place, name in enumerate(networks))


def trial_id(network: str, repetition: int) -> str:
    """The id of a network's trial in a run: the second of the same network has "-2" behind its name, and so on."""
    return f"{network}-{repetition + 1}" if repetition else network


def trial_seed(seed: int, repetition: int) -> int:
    """The seed of a network's trial in a run.

    Args:
        seed: the run's, 0 to 2³¹ - 1.
        repetition: from 0; see `repetitions`.

    Returns:
        The run's seed for repetition 0, else another, 0 to 2³¹ - 1, that follows from both (NumPy's `SeedSequence`).
    """
    if repetition == 0:
        return seed
    return int(np.random.SeedSequence([seed, repetition]).generate_state(1)[0] >> 1)


@dataclass(frozen=True)
class StoredModel:
    """A network whose weights lie in a folder.

    Attributes:
        id: of the trial in a run, or the name of the weights' files.
        network: a name of `workbench.networks.registry`.
    """

    id: str
    network: str
