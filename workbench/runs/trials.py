"""A trial: one training of one network, as a value."""

from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class StoredModel:
    """A network whose weights lie in a folder.

    Attributes:
        id: of the trial in a run, or the name of the weights' files.
        network: a name of `workbench.networks.registry`.
    """

    id: str
    network: str
