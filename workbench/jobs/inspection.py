"""The jobs on data of the user's that no experiment has yet: look at them, export them."""

from collections.abc import Callable

from workbench.data.imports.formats import inspect
from workbench.data.imports.registry import format_of
from workbench.data.imports.remembered import export
from workbench.events.jobs import Event
from workbench.jobs.data_events import DataChecked, DataExported, Inspected
from workbench.jobs.jobs import ExportJob, InspectJob
from workbench.jobs.progress import report_preparation
from workbench.training.control import Control
from workbench.training.throttle import Throttle


def inspect_data(number: int, job: InspectJob, emit: Callable[[Event], None], control: Control) -> None:
    """Tell how the data can be read, and a first look at them; then check all of them."""
    progress = report_preparation(number, emit, control, Throttle())
    recipe = inspect(job.path, job.options, job.name, progress)
    known = format_of(recipe)
    emit(Inspected(number, job.model, recipe, known.preview(recipe)))
    emit(DataChecked(number, job.model, known.check(recipe, progress)))


def export_data(number: int, job: ExportJob, emit: Callable[[Event], None], control: Control) -> None:
    """Write the data and how they are read."""
    progress = report_preparation(number, emit, control, Throttle())
    emit(DataExported(number, job.model, str(export(job.recipe, job.folder, progress).parent)))
