"""The job that counts the parameters of networks and lists their layers."""

from collections.abc import Callable

from workbench.events.jobs import Event
from workbench.events.training import Described
from workbench.jobs.jobs import DescribeJob
from workbench.networks.registry import architecture
from workbench.training.built_model import make_trainable, network_input


def describe_networks(number: int, job: DescribeJob, emit: Callable[[Event], None]) -> None:
    """Build each network, untrained, and tell what it consists of."""
    wanted = network_input(job.source)
    for name in job.networks:
        trainable = make_trainable(architecture(name), wanted, seed=0)
        emit(Described(number, name, parameters=trainable.parameters, summary=trainable.summary()))
