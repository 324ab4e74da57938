"""Downloads that show progress, can be stopped, go on where they stopped, and are checked.

See ``docs/decisions/0003-downloads.md`` for why this is not a library.
"""

import hashlib
import http.client
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbench.data.files.locate import broken_zip, find_file, unpacked_files
from workbench.data.files.source_files import CHUNK, zip_member
from workbench.data.types import DatasetSource, Progress, RemoteFile
from workbench.errors import UserError
from workbench.storage.atomic import explaining

_TIMEOUT = 15.0  # seconds without a single byte
_BLOCK = 1 << 16


def find_or_download(source: DatasetSource, search_path: Sequence[Path], progress: Progress) -> dict[str, Path]:
    """The paths of a dataset's files by their names; what is on no folder of the search path goes into the first.

    Where a file is missing but what it holds lies there unpacked, the unpacked files are taken. Where something had
    to be downloaded, the optional files are fetched along with it, if that is possible.

    Raises:
        UserError: no connection, wrong checksum, no permission, disk full, or a zip in the folder that is damaged.
        Cancelled: from ``progress``; what was received so far is kept.
    """
    files = {file.name: find_file(source.name, file, search_path) for file in source.files}
    missing = [file for file in source.files if files[file.name] is None]
    if missing and (unpacked := unpacked_files(source, search_path)):
        return unpacked
    broken = broken_zip(source.name, search_path) if missing else None
    if broken is not None:
        raise UserError(
            f"{broken} is not a complete zip file.",
            f"Put a complete copy there; or delete it, then {missing[0].name} is downloaded.",
        )
    for file in missing:
        files[file.name] = download(file, search_path[0] / source.name, progress)
    if missing:
        for file in source.optional_files:
            if find_file(source.name, file, search_path) is None:
                try:
                    download(file, search_path[0] / source.name, progress)
                except UserError:
                    break  # the dataset works without it
    return {name: path for name, path in files.items() if path is not None}


def download(file: RemoteFile, folder: Path, progress: Progress) -> Path:
    """Download one file into a folder and return its path; a zip that holds the file is unpacked.

    What arrives is collected in ``<name>.part``, which an interrupted download leaves behind for the next one.

    Raises:
        UserError: no connection, wrong checksum, no permission, disk full.
        Cancelled: from ``progress``.
    """
    target, partial = folder / file.name, folder / f"{file.name}.part"
    with explaining("write", target):
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            received = partial.stat().st_size if partial.exists() else 0
            _transfer(file, partial, received, target, progress)
            verified, digest = _verify(file, partial, progress)
            if digest == file.sha256:
                verified.replace(target)
                partial.unlink(missing_ok=True)
                return target
            verified.unlink(missing_ok=True)
            partial.unlink(missing_ok=True)
            if not received:  # else the old part may have belonged to another version: once more, from the start
                raise UserError(
                    f"{file.name} was downloaded, but it is not the expected file: its sha256 is {digest}, expected "
                    f"was {file.sha256}.",
                    f"It was removed. Try again later, or put the right file at {target}.",
                )


def _transfer(file: RemoteFile, partial: Path, done: int, target: Path, progress: Progress) -> None:
    """Append to ``partial``, which has ``done`` bytes, what it lacks; the caller checks whether the whole is right."""
    request = urllib.request.Request(file.url, headers={"User-Agent": "workbench"})  # noqa: S310 - the registry's own address
    if done:
        request.add_header("Range", f"bytes={done}-")
    progress(f"downloading {file.name}", done, 0)
    with _explaining_network(file, target):
        try:
            response = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and done:
                return  # nothing is lacking, or the file has changed: the checksum will tell
            raise
    with response:
        if response.status != http.client.PARTIAL_CONTENT:
            done = 0  # the server sends the whole file
        elif done and not response.headers.get("Content-Range", "").startswith(f"bytes {done}-"):
            return  # another range than was asked for: the checksum will be wrong, and a new download begins
        length = response.headers.get("Content-Length")
        total = done + int(length) if length and length.isdigit() else 0
        with partial.open("ab" if done else "wb") as output:
            while True:
                with _explaining_network(file, target):
                    block = response.read1(_BLOCK)
                if not block:
                    break
                output.write(block)
                done += len(block)
                progress(f"downloading {file.name}", done, total)
    if done < total:
        raise UserError(
            f"The download of {file.name} broke off after {done:,} of {total:,} bytes.",
            f"Try again: it goes on where it stopped. Or put the file (from {file.url}) at {target}.",
        )


def _verify(file: RemoteFile, partial: Path, progress: Progress) -> tuple[Path, str]:
    """The file that a download consists of (unpacked where it came in a zip), and its sha256 ("" if damaged)."""
    member = zip_member(partial, file.name)
    digest, done = hashlib.sha256(), 0
    if member is None:
        with partial.open("rb") as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
                done += len(block)
                progress(f"checking {file.name}", done, partial.stat().st_size)
        return partial, digest.hexdigest()
    unpacked = partial.with_suffix(".unpacked")
    try:
        with zipfile.ZipFile(partial) as archive, archive.open(member) as stream, unpacked.open("wb") as output:
            while block := stream.read(CHUNK):
                digest.update(block)
                output.write(block)
                done += len(block)
                progress(f"unpacking {file.name}", done, member.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return unpacked, ""
    return unpacked, digest.hexdigest()


@contextmanager
def _explaining_network(file: RemoteFile, target: Path) -> Iterator[None]:
    """Let errors of the connection become a `UserError` that says which file to put where."""
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            reason = f"the server answered {error.code} {error.reason}"
        elif isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
            reason = f"the server did not answer within {_TIMEOUT:.0f} seconds"
        else:
            reason = f"there is no connection ({getattr(error, 'reason', error)})"
        raise UserError(
            f"{file.name} is not there and could not be downloaded: {reason}.",
            f"Check the connection and try again, or put the file (from {file.url}) at {target}.",
        ) from error
