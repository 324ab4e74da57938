"""What the experiment knows of one of its competitors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from workbench.events.jobs import Event, JobEnded, JobFailed, JobRestarted, JobStarted, Outcome
from workbench.events.training import (
    BatchProgress,
    Described,
    EpochEnded,
    Phase,
    TestEnded,
    TrainingStarted,
    WeightsLoaded,
)
from workbench.experiment.running_epoch import RunningEpoch
from workbench.networks.architecture import Architecture
from workbench.runs.history import History, with_epoch
from workbench.runs.tested import read_test
from workbench.runs.trials import StoredModel, repetitions, trial_id
from workbench.settings.training import TrainingSettings
from workbench.training.checkpoint import read_training_state


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
    """Exact results over the whole test part (see `workbench.events.training.TestEnded`)."""

    __test__ = False  # not a pytest class

    which: str
    epoch: int
    values: dict[str, float | None]
    confusion_matrix: tuple[tuple[int, ...], ...]
    partial_epoch: int = 0


@dataclass
class Competitor:
    """One competitor of the experiment, as the window's process knows it.

    Attributes:
        id: of its trial, and the name of its folder in the run; by default the network's name.
        repetition: how many competitors before it are of the same network; each draws other random numbers.
        parameters: trainable and other weights, None until a worker has counted them.
        summary: Keras's own table of layers, None until a worker has made it.
        completed: epochs trained.
        target: epochs when the running job is done.
        completed_before: epochs trained when the running job was submitted.
        progress: fraction of the running job that is done, 0 to 1.
        running: the epoch that is trained right now, None between epochs and at rest.
        best_epoch: epoch of the lowest validation loss, from 1; 0 while there is none.
        partial: whether a stop has left an epoch unfinished.
        source: the weights file that it was loaded from, "" if none.
        failure: what went wrong last, "" if nothing.
        settings: what it is trained with, or was last; None before.
        ended_early: whether early stopping ended its last training.
        trained_since_test: whether its last weights are others by now than when it was tested.
    """

    architecture: Architecture
    parameters: int | None = None
    summary: str | None = None
    state: ModelState = ModelState.UNTRAINED
    history: History = field(default_factory=dict)
    completed: int = 0
    target: int = 0
    completed_before: int = 0
    progress: float = 0.0
    best_epoch: int = 0
    train_seconds: float = 0.0
    test: TestResult | None = None
    partial: bool = False
    source: str = ""
    failure: str = ""
    settings: TrainingSettings | None = None
    ended_early: bool = False
    trained_since_test: bool = False
    running: RunningEpoch | None = None
    id: str = ""
    repetition: int = 0

    def __post_init__(self) -> None:
        self.id = self.id or self.architecture.name

    @property
    def name(self) -> str:
        """As on the screen."""
        return self.id

    @property
    def stored(self) -> StoredModel:
        """Where its files are, and what network they are of."""
        return StoredModel(self.id, self.architecture.name)

    @property
    def settled_epochs(self) -> int:
        """Epochs of the target that need no training any more: all of them after an early stop."""
        return max(self.completed, self.target) if self.ended_early else self.completed

    @property
    def busy(self) -> bool:
        return self.state in BUSY_STATES

    @property
    def best_score(self) -> float | None:
        """Test accuracy of the present weights, else the best validation accuracy so far, else None."""
        if self.test is not None and self.test_stands:
            return self.test.values.get("accuracy")
        known = [value for value in self.history.get("val_accuracy", []) if value is not None]
        return max(known, default=None)

    @property
    def test_stands(self) -> bool:
        """Whether there is a test, and it is of the weights that the competitor has now."""
        if self.test is None:
            return False
        return self.test.epoch == self.best_epoch if self.test.which == "best" else not self.trained_since_test

    @property
    def has_weights(self) -> bool:
        """Whether there is anything to test, save or predict with."""
        return bool(self.completed or self.partial or self.source)

    def untrained(self) -> "Competitor":
        """The same one before any training."""
        return Competitor(
            self.architecture,
            parameters=self.parameters,
            summary=self.summary,
            id=self.id,
            repetition=self.repetition,
        )

    def settle(self) -> None:
        """Take the state that a model at rest has."""
        self.running = None
        if self.failure:
            self.state = ModelState.FAILED
        elif self.test_stands:
            self.state = ModelState.TESTED
        elif self.completed or self.partial:
            self.state = ModelState.STOPPED if self.partial else ModelState.TRAINED
        else:
            self.state = ModelState.LOADED if self.source else ModelState.UNTRAINED

    def apply(self, event: Event) -> None:
        """Receive what a worker reports of this model."""
        match event:
            case JobStarted():
                self._move_to(ModelState.BUILDING)
            case JobRestarted():
                self.running = None
                self.state = ModelState.WAITING
            case JobFailed():
                self.failure = event.message
                self.settle()
            case JobEnded():
                if event.outcome is Outcome.DONE:
                    self.progress = 1.0
                self.settle()
            case _:
                self._learn(event)

    def _learn(self, event: Event) -> None:
        match event:
            case Described():
                self.parameters, self.summary = event.parameters, event.summary
            case TrainingStarted():
                self.completed, self.target, self.history = event.completed, event.target, dict(event.history)
                self.partial = self.trained_since_test = True
            case BatchProgress():
                self._progress(event)
            case EpochEnded():
                self._enter(event)
            case TestEnded():
                self.trained_since_test = False
                self.test = TestResult(
                    event.which, event.epoch, event.values, event.confusion_matrix, event.partial_epoch
                )
            case WeightsLoaded():
                self.history, self.completed, self.best_epoch, self.train_seconds = {}, 0, 0, 0.0
                self.source, self.test, self.partial = event.path, None, False

    def _move_to(self, state: ModelState) -> None:
        if self.state is not ModelState.STOPPING:
            self.state = state

    def _progress(self, event: BatchProgress) -> None:
        phases = {Phase.VALIDATING: ModelState.VALIDATING, Phase.TESTING: ModelState.TESTING}
        self._move_to(phases.get(event.phase, ModelState.TRAINING))
        fraction = event.done / event.total
        if event.phase is Phase.TESTING:
            self.progress = fraction
            return
        self.partial = True
        if event.phase is Phase.TRAINING:
            if self.running is None or self.running.epoch != event.epoch:
                self.running = RunningEpoch(event.epoch)
            self.running.add(event)
        epochs = max(1, self.target - self.completed_before)
        done_in_epoch = fraction if event.phase is Phase.TRAINING else 1.0
        self.progress = min(1.0, (event.epoch - 1 - self.completed_before + done_in_epoch) / epochs)

    def _enter(self, event: EpochEnded) -> None:
        self.history = with_epoch(self.history, self.completed, event.values)
        self.completed, self.best_epoch = event.epoch, event.best_epoch
        self.train_seconds += event.seconds
        self.partial = False
        self.running = None

    def restore(self, folder: Path) -> None:
        """Read what the model's folder holds, after a stop or a failure or when a run is opened.

        Raises:
            UserError: a file there is damaged.
        """
        state = read_training_state(folder)
        self.history, self.completed, self.best_epoch = state.history, state.completed, state.best_epoch
        self.partial = state.position > 0
        self.ended_early = not self.partial and 0 < self.completed == state.early_stop
        self.train_seconds, self.source = state.train_seconds, state.source
        tested = read_test(folder)
        self.test = None
        if tested is not None:
            self.test = TestResult(
                tested.which, tested.epoch, tested.values, tested.confusion_matrix, tested.partial_epoch
            )
            self.trained_since_test = state.last_weights != (tested.epoch, tested.position)
        if self.state is not ModelState.WAITING:
            self.settle()


def competitors_of(architectures: Sequence[Architecture]) -> dict[str, Competitor]:
    """Untrained competitors by id."""
    repeated = repetitions([architecture.name for architecture in architectures])
    competitors = (
        Competitor(architecture, id=trial_id(architecture.name, repetition), repetition=repetition)
        for architecture, repetition in zip(architectures, repeated, strict=True)
    )
    return {competitor.id: competitor for competitor in competitors}
