"""How the learning rate changes from epoch to epoch."""

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.settings.fields import Ascending, Composed, Number, Variant, Whole, declared

MAX_EPOCHS = 100_000


class ScheduleKind(StrEnum):
    """How the learning rate changes from epoch to epoch."""

    CONSTANT = "constant"
    STEP = "step"
    MILESTONES = "milestones"
    EXPONENTIAL = "exponential"
    COSINE = "cosine"
    PLATEAU = "plateau"


@dataclass(frozen=True)
class Schedule:
    """The learning rate as a function of the epoch; see `workbench.training.schedule`.

    Attributes:
        factor: what the rate is multiplied with: at each step, each milestone, each epoch (exponential), each plateau;
            0 < factor < 1.
        every: for steps, epochs from one to the next; for a plateau, epochs without a lower validation loss; for the
            cosine, epochs until the rate is at its lowest. At least 1.
        milestones: epochs (from 1) after which the rate is multiplied, ascending.
        lowest: the rate does not fall below this fraction of the initial one; 0 to 1.
    """

    kind: ScheduleKind = ScheduleKind.CONSTANT
    factor: float = field(
        default=0.5,
        metadata=declared(
            "Factor of the schedule",
            Number(0, 1, "such as 0.5", above=True, below=True),
            "What the learning rate is multiplied with, between 0 and 1.",
            label="Multiply by",
            start="0.5",
        ),
    )
    every: int = field(
        default=10,
        metadata=declared(
            "Epochs of the schedule",
            Whole(1, MAX_EPOCHS, "such as 10"),
            "A number of epochs, at least 1.",
            label="Every",
            unit="epochs",
            start="10",
        ),
    )
    milestones: tuple[int, ...] = field(
        default=(),
        metadata=declared(
            "Milestones of the schedule",
            Ascending(1, MAX_EPOCHS, "Enter the epochs after which the rate falls, ascending, such as 10, 20, 25."),
            "The epochs after which the rate falls, ascending, divided by commas.",
            label="After epochs",
            start="10, 20",
        ),
    )
    lowest: float = field(
        default=0.0,
        metadata=declared(
            "Lowest fraction of the rate",
            Number(0, 1, "such as 0.01"),
            "The rate does not fall below this fraction of the first one; 0 to 1.",
            label="Not below",
            unit="of the first rate",
            start="0",
        ),
    )


_FACTOR = "Multiply by"

SCHEDULES = Composed(
    Schedule,
    {
        str(kind): Variant(words, Schedule(kind), used)
        for kind, words, used in (
            (ScheduleKind.CONSTANT, "constant", {}),
            (
                ScheduleKind.STEP,
                "steps",
                {"factor": (_FACTOR, "at each step"), "every": None, "lowest": None},
            ),
            (
                ScheduleKind.MILESTONES,
                "milestones",
                {"factor": (_FACTOR, "at each milestone"), "milestones": None, "lowest": None},
            ),
            (ScheduleKind.EXPONENTIAL, "exponential", {"factor": (_FACTOR, "after each epoch"), "lowest": None}),
            (
                ScheduleKind.COSINE,
                "cosine",
                {"every": ("Over", "epochs, then it stays at its lowest"), "lowest": None},
            ),
            (
                ScheduleKind.PLATEAU,
                "plateau",
                {
                    "factor": (_FACTOR, "at each plateau"),
                    "every": ("After", "epochs without a lower validation loss"),
                    "lowest": None,
                },
            ),
        )
    },
    lambda schedule: str(schedule.kind),
)


def schedule_text(schedule: Schedule) -> str:
    """What happens to the learning rate."""
    factor = f"rate ×{schedule.factor:g}"
    lowest = f", down to ×{schedule.lowest:g}" if schedule.lowest else ""
    match schedule.kind:
        case ScheduleKind.CONSTANT:
            return "constant"
        case ScheduleKind.STEP:
            return f"{factor} every {epochs_text(schedule.every)}{lowest}"
        case ScheduleKind.MILESTONES:
            return f"{factor} after epochs {', '.join(map(str, schedule.milestones))}{lowest}"
        case ScheduleKind.EXPONENTIAL:
            return f"{factor} each epoch{lowest}"
        case ScheduleKind.COSINE:
            return f"rate along a cosine over {epochs_text(schedule.every)}{lowest}"
        case ScheduleKind.PLATEAU:
            return f"{factor} after {epochs_text(schedule.every)} without a lower validation loss{lowest}"


def epochs_text(count: int) -> str:
    return f"{count:,} epoch{'s' if count != 1 else ''}"
