"""One program at a time trains a network of a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.errors import UserError
from workbench.storage.atomic import explaining

LOCK_FILE = ".lock"


@contextmanager
def claimed(model_folder: Path) -> Iterator[None]:
    """Keep other programs from training the network of a folder meanwhile; what a killed program held is free.

    Raises:
        UserError: another program trains it, or the file system refuses.
    """
    with explaining("create", model_folder):
        model_folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(model_folder / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(
            f"Another program trains {model_folder.name} in the run {model_folder.parent.name}.",
            "Wait until it is done, or end it; then go on with the run.",
        ) from error
    try:
        yield
    finally:
        lock.release()
