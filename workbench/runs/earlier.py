"""Records as version 1 wrote them, as entries of version 2."""

from collections.abc import Iterator
from typing import Any

from workbench.networks.registry import QUARTETS
from workbench.runs.reading import Entries


def run_of_version_1(values: Entries) -> Entries:
    """A ``run.json``: without competitors there were those of the quartet, without targets all epochs were meant."""
    if values["format"] != 1:
        raise ValueError(f"the format {values['format']!r} is unknown")
    trainings = list(_with_targets(values["trainings"]))
    later = {"classes": [], "recipe": None, "competitors": _competitors(values["quartet"], trainings)}
    return {**later, **values, "data": values["data"] or None, "trainings": trainings}


def tested_of_version_1(values: Entries) -> Entries:
    """A ``test.json``."""
    return {"partial_epoch": values.get("begun_epoch", 0), "position": 0, **values}


def _competitors(quartet: str, trainings: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Those of a quartet, or where it is unknown by now those that were trained."""
    known = QUARTETS.get(quartet)
    trained = dict.fromkeys(name for training in trainings for name in training["models"])
    names = known.names if known else trained
    return [{"id": name, "network": name} for name in names]


def _with_targets(trainings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The trainings, with the epochs that each network was to have afterwards: too many where one ended early."""
    total: dict[str, int] = {}
    for training in trainings:
        models = {}
        for name, model in training["models"].items():
            total[name] = total.get(name, 0) + model["settings"]["epochs"]
            models[name] = {**model, "target": model.get("target") or total[name]}
        yield {**training, "models": models}
