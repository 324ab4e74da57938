"""The job that writes imported data with their preparation into a folder."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.imports.remembered import export
from workbench.events.jobs import Event
from workbench.jobs.job import Job, JobContext


@dataclass(frozen=True)
class DataExported(Event):
    """Imported data are in a folder with their preparation.

    Attributes:
        folder: where ``--dataset`` opens them.
    """

    folder: str


@dataclass(frozen=True)
class ExportJob(Job):
    """Write imported data with their preparation into a folder. Answered by `DataExported`.

    Attributes:
        recipe: how they are read, as JSON.
        folder: new or empty.
    """

    recipe: str
    folder: Path

    def run(self, context: JobContext) -> None:
        written = export(recipe_from_text(self.recipe), self.folder, context.loading_progress())
        context.emit(DataExported(context.number, self.trial_id, str(written.parent)))
