"""Settings in files of earlier versions, by the names of today."""

from collections.abc import Mapping
from typing import Any

_FIELDS = {("augmentation", "share"): "fraction"}


def current_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of `TrainingSettings` with today's names."""
    current = dict(values)
    for (setting, earlier), name in _FIELDS.items():
        fields = current.get(setting)
        if isinstance(fields, Mapping) and earlier in fields:
            current[setting] = {name if known == earlier else known: value for known, value in fields.items()}
    return current


def current_name(text_name: str) -> str:
    """The name of today for the name of a text that was remembered."""
    return {f"{setting}.{earlier}": f"{setting}.{name}" for (setting, earlier), name in _FIELDS.items()}.get(
        text_name, text_name
    )
