"""The job that looks at data of the user's that no experiment has yet."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.checks import CheckReport
from workbench.data.imports.formats import inspect
from workbench.data.imports.import_format import Preview
from workbench.data.imports.options_json import options_from_text
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.registry import format_of
from workbench.events.jobs import Event
from workbench.jobs.job import Job, JobContext


@dataclass(frozen=True)
class Inspected(Event):
    """Data of the user's were looked at.

    Attributes:
        recipe: how they are read.
        preview: a first look.
    """

    recipe: Recipe
    preview: Preview


@dataclass(frozen=True)
class DataChecked(Event):
    """All samples of data of the user's were looked at, after `Inspected`."""

    report: CheckReport


@dataclass(frozen=True)
class InspectJob(Job):
    """Look at data of the user's, then check all of them. Answered by `Inspected` and `DataChecked`.

    Attributes:
        path: a table, or a folder of images or texts.
        options: of the format of the data, as JSON; "": the format and all else are guessed.
        name: of the set where the options have none.
    """

    path: Path
    options: str
    name: str

    def run(self, context: JobContext) -> None:
        progress = context.loading_progress()
        options = options_from_text(self.options) if self.options else None
        recipe = inspect(self.path, options, self.name, progress)
        known = format_of(recipe)
        context.emit(Inspected(context.number, self.trial_id, recipe, known.preview(recipe)))
        context.emit(DataChecked(context.number, self.trial_id, known.check(recipe, progress)))
