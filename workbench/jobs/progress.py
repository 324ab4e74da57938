"""Progress of a dataset's preparation as events."""

from collections.abc import Callable

from workbench.data.types import Cancelled, Progress
from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event
from workbench.training.control import Control, Stopped
from workbench.training.throttle import Throttle


def report_preparation(number: int, emit: Callable[[Event], None], control: Control, throttle: Throttle) -> Progress:
    """A `Progress` for loaders: tells events, and raises `Cancelled` when asked to stop."""

    def progress(what: str, done: int, total: int) -> None:
        try:
            control.check()
        except Stopped:
            raise Cancelled from None
        if throttle.passes(done, total):
            emit(PreparationProgress(number, "", what, done, total))

    return progress
