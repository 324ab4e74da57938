"""The light jobs on data of the user's, whatever the experiment's own: look at them, export them."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.options_json import options_text
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.recipe_json import recipe_text
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.types.export import ExportJob
from workbench.jobs.types.inspect import InspectJob


@dataclass(frozen=True)
class ImportWork:
    """The jobs on imported data; what they report goes to whoever started them, by the job's number."""

    scheduler: Scheduler

    def inspect(self, path: Path, options: ImportOptions | None, name: str) -> int:
        """Look at data; returns the job's number. For the arguments see `workbench.data.imports.formats.inspect`."""
        job = InspectJob(path, options_text(options) if options is not None else "", name)
        return self.scheduler.submit(job, heavy=False)

    def export(self, recipe: Recipe, folder: Path) -> int:
        """Write data with their preparation into a new or empty folder; returns the job's number."""
        return self.scheduler.submit(ExportJob(recipe_text(recipe), folder), heavy=False)

    @property
    def exporting(self) -> bool:
        """Whether data are written into a folder."""
        return self.scheduler.tasks.has(ExportJob)
