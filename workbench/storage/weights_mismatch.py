"""Why weights do not fit a network, by the shapes of both."""

from collections.abc import Mapping
from pathlib import Path

from workbench.errors import UserError

Shape = tuple[int, ...]
SHOWN = 3
"""Differences that a message lists at most."""


def explain_mismatch(path: Path, expected: Mapping[str, Shape], found: Mapping[str, Shape]) -> None:
    """Compare the shapes of a network's weights with those of a file, both by ``<layer><separator><weight>``.

    Raises:
        UserError: they differ; it says whether the file is of another network, of another number of classes or of
            another input shape.
    """
    if expected.keys() != found.keys():
        missing = [f"{name} is missing" for name in expected if name not in found]
        surplus = [f"{name} is not part of the network" for name in found if name not in expected]
        raise UserError(
            f"{path} has the weights of another network: {_some(missing + surplus)}.",
            "Choose the file that was saved from this network.",
        )
    wrong = {name: (expected[name], found[name]) for name in expected if expected[name] != found[name]}
    if not wrong:
        return
    differences = _some([f"{name} is {have} instead of {want}" for name, (want, have) in wrong.items()])
    if _only_outputs(wrong):
        want, have = (_classes(shapes[-1]) for shapes in next(iter(wrong.values())))
        raise UserError(
            f"{path} was saved for {have} classes, this network has {want} ({differences}).",
            "Choose weights that were trained on a dataset with as many classes.",
        )
    if _only_inputs(wrong):
        raise UserError(
            f"{path} was saved for another input shape or vocabulary ({differences}).",
            "Choose weights that were trained on a dataset of the same shape.",
        )
    raise UserError(
        f"{path} has the weights of another network, input shape or number of classes ({differences}).",
        "Choose the file that was saved from this network on the same dataset.",
    )


def _only_outputs(wrong: Mapping[str, tuple[Shape, Shape]]) -> bool:
    """Whether one layer alone differs, in its last axis; a hidden layer would change the next one, too."""
    layers = {name.rpartition("/")[0] for name in wrong}
    return len(layers) == 1 and all(
        len(want) == len(have) > 0 and want[:-1] == have[:-1] for want, have in wrong.values()
    )


def _only_inputs(wrong: Mapping[str, tuple[Shape, Shape]]) -> bool:
    """Whether no layer has another number of units: only what comes in differs."""
    return all(len(want) == len(have) > 1 and want[-1] == have[-1] for want, have in wrong.values())


def _classes(outputs: int) -> int:
    return 2 if outputs == 1 else outputs


def _some(differences: list[str]) -> str:
    more = len(differences) - SHOWN
    return "; ".join(differences[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
