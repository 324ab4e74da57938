"""What is typed on the command line alone."""

from pathlib import Path

from workbench.errors import UserError, unknown_name
from workbench.evaluation.metrics import METRICS
from workbench.networks.architecture import Quartet
from workbench.networks.registry import architectures, custom_quartet
from workbench.runs.run_file import RUN_FILE
from workbench.settings.entries import parse_names
from workbench.storage.folders import Folders


def parse_metrics(text: str) -> tuple[str, ...]:
    """Ids of metrics divided by commas ("accuracy,f1"), or "all". Raises `UserError` for an unknown one."""
    return parse_names("Metrics", text, tuple(METRICS))


def parse_run(path: Path, folders: Folders) -> Path:
    """The folder of a run that is named by its path, by that of its ``run.json``, or by its name in ``logs/runs``.

    Raises:
        UserError: it is no run.
    """
    folder = path.parent if path.name == RUN_FILE else path
    if not folder.exists():
        folder = folders.runs / folder
    if not (folder / RUN_FILE).is_file():
        raise UserError(
            f"“{path}” is not a run record.", f"Name the folder of a run, or a run in {folders.runs} by its name."
        )
    return folder.absolute()


def parse_networks(text: str) -> Quartet:
    """Names of networks divided by commas, of whatever quartets; one may be there several times, each counts.

    Raises:
        UserError: a name is unknown, none or too many are there, or networks of different data are.
    """
    known = {name.lower(): name for name in architectures()}
    entered = [name.strip() for name in text.split(",") if name.strip()]
    if not entered:
        raise UserError("--networks: nothing is named.", "Name networks divided by commas; “list” shows them all.")
    for name in entered:
        if name.lower() not in known:
            raise unknown_name("network", name, known.values())
    return custom_quartet([known[name.lower()] for name in entered])
