"""Samples of the user's that networks shall predict."""

from dataclasses import dataclass

from workbench.data.types import Samples


@dataclass(frozen=True)
class NewSamples:
    """New samples in the raw form of a dataset's arrays.

    Attributes:
        names: what each is called on the screen, for example "new.csv, row 3".
        left_out: what could not be read, each with its reason.
        notes: what else the user should know, such as cells that count as missing.
    """

    names: tuple[str, ...]
    samples: Samples
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
