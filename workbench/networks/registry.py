"""All quartets by name. A new quartet is one file and one line here."""

from collections.abc import Sequence

from workbench.data.types import DatasetSource, Kind
from workbench.errors import UserError, unknown_name
from workbench.networks.architecture import Architecture, Quartet
from workbench.networks.quartets import (
    convnet,
    feedforward,
    image,
    mixed,
    scenes,
    scratch1,
    scratch2,
    scratch3,
    sequence,
    tabular,
)

QUARTETS: dict[str, Quartet] = {
    quartet.name: quartet
    for quartet in (
        tabular.QUARTET,
        image.QUARTET,
        sequence.QUARTET,
        feedforward.QUARTET,
        convnet.QUARTET,
        scenes.QUARTET,
        scratch1.QUARTET,
        scratch2.QUARTET,
        scratch3.QUARTET,
        mixed.QUARTET,
    )
}


def quartet(name: str) -> Quartet:
    """The quartet of that name; `UserError` if there is none."""
    if name not in QUARTETS:
        raise unknown_name("quartet", name, QUARTETS)
    return QUARTETS[name]


def architecture(name: str) -> Architecture:
    """The architecture of that name, of whatever quartet; `UserError` if there is none."""
    known = architectures()
    if name not in known:
        raise unknown_name("network", name, known)
    return known[name]


def architectures() -> dict[str, Architecture]:
    """Every network by its name, in the order of the quartets."""
    return {network.name: network for group in QUARTETS.values() for network in group.architectures}


def quartet_for(kind: Kind, input_shape: tuple[int, ...]) -> Quartet:
    """The default for data of that kind and shape: the first quartet that is made for pictures of that size, else the
    first of its kind; `UserError` if there is none.
    """
    of_kind = [quartet for quartet in QUARTETS.values() if quartet.kind is kind]
    if not of_kind:
        raise UserError(f"There is no quartet for {kind} data.", f"Quartets exist for {', '.join(QUARTETS)}.")
    pixels = input_shape[0] * input_shape[1] if kind is Kind.IMAGE else 0
    return next(
        (quartet for quartet in of_kind if quartet.above_pixels is not None and pixels > quartet.above_pixels),
        of_kind[0],
    )


MOST_COMPETITORS = 12

CUSTOM = "custom"
"""The name of networks that a user put together."""


def custom_quartet(names: Sequence[str]) -> Quartet:
    """One to twelve networks of one kind, of whatever quartets; the same one may be there several times.

    Raises:
        UserError: a network is unknown, they are of different kinds, or too few or many.
    """
    if not 1 <= len(names) <= MOST_COMPETITORS:
        raise UserError(f"{len(names)} networks cannot compete.", f"Name 1 to {MOST_COMPETITORS} networks.")
    networks = tuple(architecture(name) for name in names)
    found = dict.fromkeys(network.kind for network in networks)
    if len(found) > 1:
        raise UserError(
            f"Networks for {' and '.join(found)} data cannot compete with each other.", "Name networks of one kind."
        )
    return Quartet(CUSTOM, "Custom", networks[0].kind, networks)


def fitting_quartet(wanted: Quartet | str | None, source: DatasetSource) -> Quartet:
    """The named quartet, or the default for a dataset; `UserError` if it is unknown or does not fit the dataset."""
    default = quartet_for(source.kind, source.input_shape)
    chosen = quartet(wanted) if isinstance(wanted, str) else wanted or default
    if chosen.kind is not source.kind:
        subject = (
            f"The quartet {chosen.name}" if chosen.name != CUSTOM else f"What competes ({', '.join(chosen.names)})"
        )
        raise UserError(
            f"{subject} is for {chosen.kind} data, {source.name} is {source.kind}.",
            f"Choose the quartet {default.name}, or another dataset.",
        )
    return chosen
