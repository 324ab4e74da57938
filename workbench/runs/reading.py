"""Records on disk as typed values: one reader for all of them, which checks every type on the way in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from workbench.errors import UserError
from workbench.storage.atomic import read_json_object
from workbench.storage.plain_values import from_plain

Record = TypeVar("Record")
Entries = Mapping[str, Any]


def read_record(
    path: Path,
    kind: type[Record],
    version: int,
    from_version_1: Callable[[Entries], Entries],
    advice: str,
    to_fields: Callable[[Entries], Entries] = dict,
) -> Record:
    """Read a JSON file whose entry ``version`` says how it is written.

    Args:
        kind: a frozen dataclass whose fields are the entries of the present version.
        version: the present one.
        from_version_1: makes entries of the present version from those of files that do not state one; it may raise
            what the built-in types raise where something is missing or of another type.
        advice: what the user can do about a damaged file.
        to_fields: makes values of the fields from entries of the present version, where they differ.

    Raises:
        UserError: the file cannot be read, is damaged, or was written by a later version of the workbench.
    """
    values: Entries = read_json_object(path)
    written = values.get("version", 1)
    if written not in (1, version):
        raise UserError(
            f"{path} has version {written!r}; this version of the workbench reads up to version {version}.",
            "Open it with the version that wrote it.",
        )
    try:
        return from_plain(kind, to_fields(from_version_1(values) if written == 1 else values))
    except KeyError as error:
        raise UserError(f"{path} is damaged: “{error.args[0]}” is missing.", advice) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(f"{path} is damaged: {error}.", advice) from error
