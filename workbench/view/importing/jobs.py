"""Jobs on the user's own data: what each tells goes to whoever asked for it, not to the console."""

from collections.abc import Callable

from workbench.events.jobs import Event, JobEnded, JobFailed

Taker = Callable[[Event], None]


class ImportJobs:
    """Who hears of which job."""

    def __init__(self) -> None:
        self._takers: dict[int, Taker] = {}

    def expect(self, number: int, taker: Taker) -> None:
        """Hand the events of that job to ``taker``, its end included."""
        self._takers[number] = taker

    def take(self, event: Event) -> bool:
        """Hand an event on; False where it is of another job."""
        taker = self._takers.get(event.job)
        if taker is None:
            return False
        if isinstance(event, JobEnded | JobFailed):
            del self._takers[event.job]
        taker(event)
        return True
