"""The job that counts the parameters of networks and lists their layers."""

from dataclasses import dataclass

from workbench.data.specs import resolve
from workbench.data.types import DatasetSpec
from workbench.events.training import Described
from workbench.jobs.job import Job, JobContext
from workbench.networks.registry import architecture


@dataclass(frozen=True)
class DescribeJob(Job):
    """Build networks, untrained, and say what they consist of. Answered by one `Described` a network."""

    networks: tuple[str, ...]
    dataset: DatasetSpec

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import make_trainable, network_input

        wanted = network_input(resolve(self.dataset))
        for name in self.networks:
            trainable = make_trainable(architecture(name), wanted, seed=0)
            context.emit(Described(context.number, name, parameters=trainable.parameters, summary=trainable.summary()))
