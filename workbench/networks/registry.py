"""All quartets by name. A new quartet is one file and one line here."""

from workbench.data.types import Kind
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


def quartet_for(kind: Kind, input_shape: tuple[int, ...]) -> Quartet:
    """The default for data of that kind and shape: the first quartet that is made for pictures of that size, else the
    first of its kind; `UserError` if there is none.
    """
    of_kind = [item for item in QUARTETS.values() if item.kind is kind]
    if not of_kind:
        raise UserError(f"There is no quartet for {kind} data.", f"Quartets exist for {', '.join(QUARTETS)}.")
    pixels = input_shape[0] * input_shape[1] if kind is Kind.IMAGE else 0
    return next((item for item in of_kind if item.above_pixels is not None and pixels > item.above_pixels), of_kind[0])
