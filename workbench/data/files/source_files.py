"""A dataset's files on disk: plain, or inside a zip as some publishers serve them."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from workbench.data.types import Progress
from workbench.errors import UserError
from workbench.storage.atomic import explaining

CHUNK = 1 << 20


def zip_member(path: Path, name: str) -> zipfile.ZipInfo | None:
    """The file called ``name`` inside a zip, in whatever folder; None if ``path`` is no zip or has no such file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return next((info for info in archive.infolist() if PurePosixPath(info.filename).name == name), None)
    except zipfile.BadZipFile:
        return None


@contextmanager
def open_source_file(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open a dataset's file ``name``, where ``path`` is that file or a zip that holds it.

    Raises:
        UserError: it cannot be read, or the zip is damaged.
    """
    with explaining("read", path):
        if path.name == name:
            with path.open("rb") as stream:
                yield stream
            return
        member = zip_member(path, name)
        if member is None:
            raise UserError(f"{path} is not a zip file that holds {name}.", "Delete it, or download it again.")
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
                yield stream
        except zipfile.BadZipFile as error:
            raise UserError(f"{path} is damaged: {error}.", "Delete it, or download it again.") from error


def sha256_of(path: Path, name: str, progress: Progress) -> str:
    """The sha256 of a dataset's file, of its text where it lies in a zip."""
    digest, done = hashlib.sha256(), 0
    with open_source_file(path, name) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(f"checking {name}", done, 0)
    return digest.hexdigest()
