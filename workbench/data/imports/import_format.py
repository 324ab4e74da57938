"""What an import format is: all that the workbench needs to read one kind of the user's data."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import Field, dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import CheckReport
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.recipe import Recipe, TestSplit
from workbench.data.types import DatasetSource, Progress, Samples


class ImportOptions(Protocol):
    """What the user chose before the data were looked at, a frozen dataclass; None means: guess."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def name(self) -> str | None: ...
    @property
    def test(self) -> TestSplit | None: ...


class Preview(Protocol):
    """A first look at the data, as plain values that go from a worker to the window."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user may want to know."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may be wrong."""


R = TypeVar("R", bound=Recipe)
O = TypeVar("O", bound=ImportOptions)  # noqa: E741  # options


@dataclass(frozen=True)
class ImportFormat(Generic[O, R]):
    """One way to read the user's data: inspect → recipe → dataset. Registered in `workbench.data.imports.registry`.

    Every function raises `UserError` where the data cannot be read as they should, and `Cancelled` from its progress.

    Attributes:
        name: in recipes and on the screen.
        samples: what its samples are called, in the plural.
        options: the dataclass of what the user can choose; without arguments it leaves all to guesses.
        recipe: the dataclass of how data are read.
        files: endings of the files that it reads, as dialogs offer them; none where it reads folders alone.
        folders: whether it reads folders.
        likeness: how well data suit it, 0 (not at all) to 1; it gets a path, and how often each ending (in lower case)
            was found among the files there. Of several that suit as well, the first in the registry is chosen.
        inspect: looks at a path; the name is used where the options have none.
        options_of: what was chosen or guessed, so that changed data can be looked at again in the same way.
        source: the dataset, without reading anything; `workbench.data.imports.formats.source_of` completes it.
        check: looks at all samples, as before training.
        preview: a first look at the data, for the window.
        files_state: another text whenever the files have changed.
        new_samples: all samples of new files, for prediction; a label is not needed.
        export: writes prepared data into a folder, and gives the recipe that reads them, its paths relative to it.
        typed_sample: one sample from a text that the user types, None where the dataset's kind says all.
        shown_features: names and values of a row of features as a person knows them; None: the features themselves.
    """

    name: str
    samples: str
    options: type[O]
    recipe: type[R]
    likeness: Callable[[Path, Counter[str]], float]
    inspect: Callable[[Path, O, str, Progress], R]
    options_of: Callable[[R], O]
    source: Callable[[R], DatasetSource]
    check: Callable[[R, Progress], CheckReport]
    preview: Callable[[R], Preview]
    files_state: Callable[[R], str]
    new_samples: Callable[[R, Sequence[Path]], NewSamples]
    export: Callable[[R, Path, Progress], R]
    files: tuple[str, ...] = ()
    folders: bool = False
    typed_sample: Callable[[R, str], Samples] | None = None
    shown_features: Callable[[R, NDArray[np.floating]], tuple[tuple[str, float | str], ...]] | None = None
