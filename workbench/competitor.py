"""What the experiment knows of one of its four models."""

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.networks.types import Architecture

History = dict[str, list[float | None]]
"""Values per epoch by name: "loss", metric ids, and the same with "val_" in front; None where not computed."""


class ModelState(StrEnum):
    """Where a model stands; the text is shown on the screen."""

    UNTRAINED = "not trained"
    WAITING = "waiting"
    BUILDING = "building"
    TRAINING = "training"
    VALIDATING = "validating"
    PAUSED = "paused"
    STOPPING = "stopping"
    TESTING = "testing"
    TRAINED = "trained"
    STOPPED = "stopped"
    LOADED = "weights loaded"
    TESTED = "tested"
    FAILED = "failed"


BUSY_STATES = frozenset(
    {
        ModelState.WAITING,
        ModelState.BUILDING,
        ModelState.TRAINING,
        ModelState.VALIDATING,
        ModelState.PAUSED,
        ModelState.STOPPING,
        ModelState.TESTING,
    }
)


@dataclass(frozen=True)
class TestResult:
    """Exact results over the whole test part (see `workbench.jobs.events.TestEnded`)."""

    __test__ = False  # not a pytest class

    which: str
    epoch: int
    values: dict[str, float | None]
    confusion_matrix: tuple[tuple[int, ...], ...]


@dataclass
class Competitor:
    """One model of the experiment, as the window's process knows it.

    Attributes:
        parameters: trainable and other weights, None until a worker has counted them.
        summary: Keras's own table of layers, None until a worker has made it.
        completed: epochs trained.
        target: epochs when the running job is done.
        progress: share of the running job that is done, 0 to 1.
        best_epoch: epoch of the lowest validation loss, from 1; 0 while there is none.
        unsaved: trained since its weights were last saved or loaded.
        failure: what went wrong last, "" if nothing.
    """

    architecture: Architecture
    parameters: int | None = None
    summary: str | None = None
    state: ModelState = ModelState.UNTRAINED
    history: History = field(default_factory=dict)
    completed: int = 0
    target: int = 0
    progress: float = 0.0
    best_epoch: int = 0
    train_seconds: float = 0.0
    test: TestResult | None = None
    unsaved: bool = False
    failure: str = ""

    @property
    def name(self) -> str:
        return self.architecture.name

    @property
    def busy(self) -> bool:
        return self.state in BUSY_STATES

    @property
    def best_score(self) -> float | None:
        """Test accuracy, else the best validation accuracy so far, else None."""
        if self.test is not None:
            return self.test.values.get("accuracy")
        known = [value for value in self.history.get("val_accuracy", []) if value is not None]
        return max(known, default=None)
