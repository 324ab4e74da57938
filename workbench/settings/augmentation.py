"""Random changes of training pictures."""

from dataclasses import dataclass, field

from workbench.settings.fields import Number, YesNo, declared, on_or_off


@dataclass(frozen=True)
class Augmentation:
    """Random changes of training pictures, drawn anew in every epoch; all zero means none.

    Attributes:
        fraction: of the pictures that are changed, 0 to 1.
        rotation: up to so many degrees in both directions.
        shift: up to this fraction of the side, in both directions and along both axes.
        shear: up to this tangent of the angle, in both directions.
        zoom: size of the content up to this fraction larger or smaller, 0 to below 1.
        stretch: the same for each axis by itself.
        flip: half of the changed pictures are mirrored left to right.
    """

    fraction: float = field(
        default=1.0,
        metadata=declared(
            "Fraction of the pictures",
            Number(0, 1, "such as 0.5"),
            "The fraction of the pictures that are changed in each epoch, 0 to 1.",
            label="Fraction",
            unit="of the pictures",
            start="1",
        ),
    )
    rotation: float = field(
        default=0.0,
        metadata=declared(
            "Rotation",
            Number(0, 180, "such as 15"),
            "Up to so many degrees in both directions.",
            unit="± degrees",
            start="10",
        ),
    )
    shift: float = field(
        default=0.0,
        metadata=declared(
            "Shift",
            Number(0, 1, "such as 0.1"),
            "Up to this fraction of the side, in every direction.",
            unit="± of the side",
            start="0.1",
        ),
    )
    shear: float = field(
        default=0.0,
        metadata=declared(
            "Shear",
            Number(0, 1, "such as 0.1"),
            "Up to this tangent of the angle, in both directions.",
            unit="± tangent",
            start="0",
        ),
    )
    zoom: float = field(
        default=0.0,
        metadata=declared(
            "Zoom",
            Number(0, 0.9, "such as 0.1"),
            "Larger or smaller by up to this fraction.",
            unit="± of the size",
            start="0.1",
        ),
    )
    stretch: float = field(
        default=0.0,
        metadata=declared(
            "Stretch",
            Number(0, 0.9, "such as 0.1"),
            "The same for height and width by themselves.",
            unit="± of each axis",
            start="0",
        ),
    )
    flip: bool = field(
        default=False,
        metadata=declared(
            "Flip",
            YesNo("left to right", "not"),
            "Half of the changed pictures are mirrored. Not for digits and letters.",
            start="no",
        ),
    )

    @property
    def active(self) -> bool:
        """Whether any picture changes."""
        changes = (self.rotation, self.shift, self.shear, self.zoom, self.stretch)
        return self.fraction > 0 and (any(changes) or self.flip)


AUGMENTATION = on_or_off(Augmentation(), Augmentation(), lambda augmentation: augmentation.active)


def augmentation_text(augmentation: Augmentation) -> str:
    """What is done to how many pictures."""
    if not augmentation.active:
        return "off"
    changes = [f"rotation {augmentation.rotation:g}°"] if augmentation.rotation else []
    sizes = {name: getattr(augmentation, name) for name in ("shift", "shear", "zoom", "stretch")}
    changes += [f"{name} {size:g}" for name, size in sizes.items() if size]
    if augmentation.flip:
        changes.append("flip")
    pictures = "" if augmentation.fraction == 1 else f"{augmentation.fraction:.0%} of the pictures, "
    return pictures + ", ".join(changes)
