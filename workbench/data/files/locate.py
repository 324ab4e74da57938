"""Where a dataset's files lie: ``<folder>/<dataset>/<file>`` for each folder of the search path, in that order."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from workbench.data.files.source_files import zip_member
from workbench.data.types import DatasetSource, RemoteFile


def find_file(dataset: str, file: RemoteFile, search_path: Sequence[Path]) -> Path | None:
    """The first copy of a file: itself, or a zip in the dataset's folder that holds it; None if there is none."""
    for folder in search_path:
        plain = folder / dataset / file.name
        if plain.is_file():
            return plain
        for archive in sorted((folder / dataset).glob("*.zip")):
            if zipfile.is_zipfile(archive) and zip_member(archive, file.name) is not None:
                return archive
    return None


def broken_zip(dataset: str, search_path: Sequence[Path]) -> Path | None:
    """A zip in a dataset's folder that cannot be opened, for example because its download broke off."""
    archives = (archive for folder in search_path for archive in sorted((folder / dataset).glob("*.zip")))
    return next((archive for archive in archives if not zipfile.is_zipfile(archive)), None)


def unpacked_files(source: DatasetSource, search_path: Sequence[Path]) -> dict[str, Path]:
    """Files that stand in for the dataset's own by name, of the first folder that has enough of them; else empty."""
    wanted = source.unpacked
    for folder in search_path if wanted is not None else ():
        assert wanted is not None
        place = folder / source.name / wanted.folder
        found = {name: place / name for name in (*wanted.one_of, *wanted.needed) if (place / name).is_file()}
        if found.keys() >= set(wanted.needed) and (not wanted.one_of or found.keys() & set(wanted.one_of)):
            return found
    return {}


def is_available(source: DatasetSource, search_path: Sequence[Path]) -> bool:
    """True if nothing must be downloaded."""
    return all(find_file(source.name, file, search_path) is not None for file in source.files) or bool(
        unpacked_files(source, search_path)
    )


def optional_file(source: DatasetSource, search_path: Sequence[Path]) -> Path | None:
    """The path for `DatasetSource.encode` and `decode`: the dataset's optional file if it is present."""
    return next((path for file in source.optional_files if (path := find_file(source.name, file, search_path))), None)
