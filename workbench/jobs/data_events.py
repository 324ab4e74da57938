"""What a worker answers about data and samples: events like those of `workbench.events` that change no model."""

from dataclasses import dataclass

from workbench.data.imports.checks import CheckReport
from workbench.data.imports.import_format import Preview
from workbench.data.imports.recipe import Recipe
from workbench.events.jobs import Event


@dataclass(frozen=True)
class SamplePredicted(Event):
    """One sample went through one network.

    Attributes:
        probabilities: one value a class, their sum is 1.
    """

    probabilities: tuple[float, ...]


@dataclass(frozen=True)
class SampleShown(Event):
    """The sample of a prediction, for the screen.

    Attributes:
        title: what it is, for example "test sample 17".
        true_class: index of its class, None where unknown (a file of the user's).
        pixels: for images, uint8 bytes row by row, else b"".
        pixels_shape: (height, width, channels), else ().
        features: for tables, (name, value) pairs: a number (NaN for missing), or a text where the table is the user's.
        text: for sequences, the readable row.
    """

    title: str
    true_class: int | None
    pixels: bytes = b""
    pixels_shape: tuple[int, ...] = ()
    features: tuple[tuple[str, float | str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Augmented(Event):
    """A few training pictures before and after random changes, for the screen.

    Attributes:
        shape: (height, width, channels) of each, a side at most `workbench.jobs.augmenting.MAX_SIDE`.
        before, after: of each picture uint8 bytes row by row.
    """

    shape: tuple[int, ...]
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]


@dataclass(frozen=True)
class Inspected(Event):
    """Data of the user's were looked at.

    Attributes:
        recipe: how they are read.
        preview: a first look.
    """

    recipe: Recipe
    preview: Preview


@dataclass(frozen=True)
class DataChecked(Event):
    """All samples of data of the user's were looked at, after `Inspected`."""

    report: CheckReport


@dataclass(frozen=True)
class DataExported(Event):
    """Data of the user's are in a folder with their preparation.

    Attributes:
        folder: where ``--dataset`` opens them.
    """

    folder: str


@dataclass(frozen=True)
class FilesPredicted(Event):
    """All samples of new files went through one network.

    Attributes:
        samples: what each is called.
        classes: names, in the order of the probabilities.
        probabilities: one row a sample, one value a class, their sum is 1.
        left_out: what could not be read, each with its reason.
    """

    samples: tuple[str, ...]
    classes: tuple[str, ...]
    probabilities: tuple[tuple[float, ...], ...]
    left_out: tuple[str, ...]
