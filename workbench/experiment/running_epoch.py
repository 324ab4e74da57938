"""The loss within the epoch that a competitor is trained on right now."""

from dataclasses import dataclass, field

from workbench.events.training import BatchProgress

MOST_POINTS = 256


@dataclass
class RunningEpoch:
    """What `BatchProgress` has reported of one epoch.

    Attributes:
        epoch: its number, from 1.
        done, total: training samples.
        points: (epochs trained, fractions included; mean loss of the epoch so far), at most `MOST_POINTS`.
    """

    epoch: int
    done: int = 0
    total: int = 0
    points: list[tuple[float, float]] = field(default_factory=list)

    def add(self, event: BatchProgress) -> None:
        """Receive progress of this epoch's training."""
        self.done, self.total = event.done, event.total
        if event.loss is None:
            return
        if len(self.points) == MOST_POINTS:
            del self.points[1::2]
        self.points.append((event.epoch - 1 + event.done / event.total, event.loss))
