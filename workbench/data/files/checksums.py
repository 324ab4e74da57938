"""Checksums of a dataset's files, remembered so that a large file is not read at each start."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.data.files.source_files import sha256_of
from workbench.data.types import DatasetSource, Progress
from workbench.errors import UserError
from workbench.storage.atomic import explaining, read_json_object, write_json


def file_sums(files: Mapping[str, Path], record: Path, progress: Progress) -> dict[str, str]:
    """sha256 of each file by name; a file of the same path, size and time as in ``record`` is not read again."""
    known = _read_record(record)
    fresh: dict[str, Any] = {}
    for name, path in files.items():
        with explaining("read", path):
            status = path.stat()
        state = [str(path), status.st_size, status.st_mtime_ns]
        old = known.get(name)
        if isinstance(old, dict) and old.get("stamp") == state and isinstance(old.get("sha256"), str):
            fresh[name] = old
        else:
            fresh[name] = {"stamp": state, "sha256": sha256_of(path, name, progress)}
    if fresh != known:
        write_json(record, fresh)
    return {name: entry["sha256"] for name, entry in fresh.items()}


def fingerprint_of(sums: Mapping[str, str]) -> str:
    """One sha256 for all files: that of the file if there is one only."""
    if len(sums) == 1:
        return next(iter(sums.values()))
    return hashlib.sha256("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()).hexdigest()


def checksum_warnings(source: DatasetSource, sums: Mapping[str, str]) -> tuple[str, ...]:
    """What to tell of files that are not the publisher's."""
    if source.unpacked is not None and sums.keys().isdisjoint(file.name for file in source.files):
        return (f"The files in {source.unpacked.folder} are used; whether they are the publisher's is not checked.",)
    return tuple(
        f"{file.name} is not the publisher's file (sha256 {sums[file.name]}, expected {file.sha256}); it is used, "
        "since its structure is valid."
        for file in source.files
        if sums[file.name] != file.sha256
    )


def _read_record(record: Path) -> dict[str, Any]:
    try:
        return read_json_object(record)
    except UserError:
        return {}  # it is not there yet, or damaged: everything is computed anew
