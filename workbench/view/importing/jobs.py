"""Jobs on the user's data: the events of each go to whoever started it, not to the console."""

from collections.abc import Callable

from workbench.events.jobs import Event, JobEnded, JobFailed

Receiver = Callable[[Event], None]


class ImportJobs:
    """Who receives the events of which job."""

    def __init__(self) -> None:
        self._receivers: dict[int, Receiver] = {}

    def expect(self, number: int, receiver: Receiver) -> None:
        """Hand the events of that job to ``receiver``, its end included."""
        self._receivers[number] = receiver

    def deliver(self, event: Event) -> bool:
        """Hand an event on; False where it is of another job."""
        receiver = self._receivers.get(event.job)
        if receiver is None:
            return False
        if isinstance(event, JobEnded | JobFailed):
            del self._receivers[event.job]
        receiver(event)
        return True
