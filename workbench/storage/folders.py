"""Where the user's files lie."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]
"""The folder of ``app.py``."""


@dataclass(frozen=True)
class Folders:
    """The user's folders, all absolute.

    Attributes:
        datasets: where downloads go.
        weights: ``<dataset>/<set name>/<Model>.weights.h5``.
        logs: run records and other logs.
        search_path: folders in which a dataset's folder is looked for, in that order; ``datasets`` is the first.
    """

    datasets: Path
    weights: Path
    logs: Path
    search_path: tuple[Path, ...]

    @property
    def cache(self) -> Path:
        """Prepared arrays."""
        return self.datasets / ".cache"

    @property
    def imported(self) -> Path:
        """Recipes of the user's data: ``<name>/recipe.json``."""
        return self.datasets / "own"

    @property
    def runs(self) -> Path:
        """Run records."""
        return self.logs / "runs"

    @classmethod
    def under(cls, root: Path, extra_datasets: tuple[Path, ...] = ()) -> "Folders":
        """``datasets``, ``weights`` and ``logs`` in one folder, and further folders to search for datasets."""
        root = root.absolute()
        datasets = root / "datasets"
        search_path = (datasets, *(folder.absolute() for folder in extra_datasets))
        return cls(datasets, root / "weights", root / "logs", search_path)

    @classmethod
    def default(cls) -> "Folders":
        """The folders beside ``app.py``, or in ``WORKBENCH_HOME`` where that is set.

        ``WORKBENCH_DATASETS`` names further folders to search for datasets, separated as in ``PATH``.
        """
        root = Path(os.environ.get("WORKBENCH_HOME") or PROJECT_ROOT)
        extra = os.environ.get("WORKBENCH_DATASETS", "").split(os.pathsep)
        return cls.under(root, tuple(Path(folder) for folder in extra if folder))
