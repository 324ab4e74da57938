"""What is typed on the command line alone."""

from workbench.evaluation.metrics import METRICS
from workbench.settings.entries import parse_names


def parse_metrics(text: str) -> tuple[str, ...]:
    """Ids of metrics divided by commas ("accuracy,f1"), or "all". Raises `UserError` for an unknown one."""
    return parse_names("Metrics", text, tuple(METRICS))
