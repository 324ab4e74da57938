"""All quartets by name. A new quartet is one file and one line here."""

from workbench.data.types import Kind
from workbench.errors import UserError, unknown_name
from workbench.networks import (
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
from workbench.networks.types import Architecture, Quartet

QUARTETS: dict[str, Quartet] = {
    item.name: item
    for item in (
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
    known = {item.name: item for group in QUARTETS.values() for item in group.architectures}
    if name not in known:
        raise unknown_name("network", name, known)
    return known[name]


def quartet_for(kind: Kind) -> Quartet:
    """The first quartet for datasets of that kind; `UserError` if there is none."""
    for item in QUARTETS.values():
        if item.kind == kind:
            return item
    raise UserError(f"There is no quartet for {kind} data.", f"Quartets exist for {', '.join(QUARTETS)}.")
