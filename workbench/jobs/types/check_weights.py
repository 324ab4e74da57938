"""The job that looks whether a weights file fits, before anything is loaded."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.specs import resolve
from workbench.data.types import DatasetSpec
from workbench.errors import UserError
from workbench.jobs.job import Job, JobContext
from workbench.jobs.types.load_weights import fitting


@dataclass(frozen=True)
class CheckWeightsJob(Job):
    """Build a network and give it the weights of a file, only to see that they fit.

    Attributes:
        competitor: the id of the one that they are for.
    """

    competitor: str
    network: str
    dataset: DatasetSpec
    path: Path

    @property
    def trial_id(self) -> str:
        return self.competitor

    def run(self, context: JobContext) -> None:  # noqa: ARG002  # that it ends well is the answer
        try:
            fitting(self.path, self.network, resolve(self.dataset), seed=0)
        except UserError as error:
            raise UserError(error.message, f"{error.advice} Nothing was loaded.", error.option) from error
