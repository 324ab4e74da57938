"""The job that looks at data of the user's."""

from collections.abc import Callable

from workbench.data.own.kinds import inspect, preview
from workbench.jobs.events import Event, Inspected
from workbench.jobs.jobs import InspectJob
from workbench.jobs.progress import report_preparation
from workbench.training.control import Control
from workbench.training.throttle import Throttle


def inspect_data(number: int, job: InspectJob, emit: Callable[[Event], None], control: Control) -> None:
    """Tell how the data can be read, and a first look at them."""
    progress = report_preparation(number, emit, control, Throttle())
    recipe = inspect(job.path, job.choices, job.name, progress)
    emit(Inspected(number, job.model, recipe, preview(recipe)))
