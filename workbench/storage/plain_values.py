"""Frozen dataclasses as plain values of a JSON file and back, with a check of every type."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_plain(value: Any, keep: Callable[[Field[Any], Any], bool] = lambda _field, _value: True) -> Any:
    """Dataclasses as objects, tuples as lists, paths and members of enumerations as texts.

    Args:
        keep: whether an entry of a dataclass is written, of its field and value.
    """
    if is_dataclass(value) and not isinstance(value, type):
        entries = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: to_plain(entry, keep) for field, entry in entries if keep(field, entry)}
    if isinstance(value, tuple | list):
        return [to_plain(entry, keep) for entry in value]
    if isinstance(value, Mapping):
        return {name: to_plain(entry, keep) for name, entry in value.items()}
    if isinstance(value, Enum):
        return value.value
    return value.as_posix() if isinstance(value, Path) else value


def from_plain(kind: type[Value], values: Mapping[str, Any]) -> Value:
    """The dataclass that `to_plain` has turned into plain values; entries of later versions are ignored.

    Raises:
        ValueError: an entry is missing or of another type; it names the entry.
    """
    hints = get_type_hints(kind)
    arguments = {}
    for field in fields(kind):  # type: ignore[arg-type]  # dataclasses alone come here
        if field.name in values:
            arguments[field.name] = _decoded(hints[field.name], values[field.name], field.name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"“{field.name}” is missing")
    return kind(**arguments)


def _decoded(hint: Any, value: Any, name: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [kind for kind in get_args(hint) if kind is not type(None)]
        return None if value is None else _decoded(_member(inner, value, name), value, name)
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"“{name}” should not be {value!r}")
        return value
    if origin is tuple:
        return _entries(get_args(hint), value, name)
    if origin is list:
        return list(_entries((*get_args(hint), ...), value, name))
    if hint is Any:
        return value
    if (origin is dict or is_dataclass(hint)) and not isinstance(value, dict):
        raise ValueError(f"“{name}” should be an object")
    if origin is dict:
        return {key: _decoded(get_args(hint)[1], entry, f"{name}.{key}") for key, entry in value.items()}
    if hasattr(hint, "from_json"):  # it reads earlier forms, too
        return hint.from_json(value)
    return from_plain(hint, value) if is_dataclass(hint) and isinstance(hint, type) else _single(hint, value, name)


def _member(candidates: list[Any], value: Any, name: str) -> Any:
    """Of several dataclasses, the one whose literal fields the value has."""
    if len(candidates) == 1:
        return candidates[0]
    if isinstance(value, dict):
        for candidate in candidates:
            literals = {field: hint for field, hint in get_type_hints(candidate).items() if get_origin(hint) is Literal}
            if literals and all(value.get(field) in get_args(hint) for field, hint in literals.items()):
                return candidate
    raise ValueError(f"“{name}” is of no known form")


def _entries(hints: tuple[Any, ...], value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"“{name}” should be a list")
    if hints[-1] is ...:
        return tuple(_decoded(hints[0], entry, name) for entry in value)
    if len(value) != len(hints):
        raise ValueError(f"“{name}” should have {len(hints)} entries")
    return tuple(_decoded(hint, entry, name) for hint, entry in zip(hints, value, strict=True))


def _single(kind: Any, value: Any, name: str) -> Any:
    if kind is Path and isinstance(value, str):
        return Path(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError as error:
            raise ValueError(f"“{name}” should not be {value!r}") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"“{name}” should be of type {kind.__name__}")
    return value


def parse_json(text: str) -> dict[str, Any]:
    """A JSON object; `ValueError` for anything else."""
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("an object was expected")
    return values
