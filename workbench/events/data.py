"""Events about datasets."""

from dataclasses import dataclass

from workbench.events.jobs import Event


@dataclass(frozen=True)
class PreparationProgress(Event):
    """Downloading, reading or caching a dataset; total is 0 when unknown (bytes or rows)."""

    what: str
    done: int
    total: int


@dataclass(frozen=True)
class DatasetPrepared(Event):
    """A dataset is cached and ready.

    Attributes:
        class_rows: training rows of each class, in the order of the classes; empty where unknown.
        whole_class_rows: where only some classes of a dataset were chosen, those of all its classes; else empty.
    """

    dataset: str
    folder: str
    fingerprint: str
    train_rows: int
    test_rows: int
    warnings: tuple[str, ...]
    class_rows: tuple[int, ...] = ()
    whole_class_rows: tuple[int, ...] = ()
