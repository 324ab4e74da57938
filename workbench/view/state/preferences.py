"""What the window remembers between sessions: one small JSON file in the user's configuration folder."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from workbench.errors import UserError
from workbench.storage.atomic import write_json

FILE = "preferences.json"


@dataclass
class Preferences:
    """Everything remembered.

    Attributes:
        theme: "light" or "dark".
        scaling: per cent, 0 for what the screen says.
        geometry: Tk's "WIDTHxHEIGHT+X+Y", "" for the default.
        sashes: positions of movable dividers in pixels at 100 %, by name.
        dataset: the last one used.
        entries: texts of the entries and choices of the training options, by name.
        ticks: "train accuracy", "validation f1", "model DATASET/QUARTET/NETWORK", and so on: ticked or not.
        classes: those of the dataset that were chosen, one a line; "" for all.
        quartet: the last one used.
        networks: names of those that the user put together last.
        settings: texts of the training settings by "NETWORK/NAME" (see `workbench.settings.texts`); "/NAME" is for
            all networks. As some of the entries they are of the last dataset.
        other_settings: those of other datasets, by "DATASET/NETWORK/NAME".
    """

    theme: str = "light"
    scaling: int = 0
    geometry: str = ""
    sashes: dict[str, int] = field(default_factory=dict)
    dataset: str = ""
    entries: dict[str, str] = field(default_factory=dict)
    ticks: dict[str, bool] = field(default_factory=dict)
    classes: str = ""
    quartet: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    networks: list[str] = field(default_factory=list)
    other_settings: dict[str, str] = field(default_factory=dict)


def config_folder() -> Path:
    """Where the file lies: ``$WORKBENCH_CONFIG``, else the platform's place for settings."""
    override = os.environ.get("WORKBENCH_CONFIG")
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_config_dir("workbench", appauthor=False))


def load(folder: Path) -> tuple[Preferences, str]:
    """The preferences and a notice ("" if all is well); what is damaged is as at first."""
    path = folder / FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences(), ""
    except (OSError, ValueError) as error:
        return Preferences(), f"The settings in {path} could not be read ({error}); the defaults are used."
    if not isinstance(stored, dict):
        return Preferences(), f"The settings in {path} are damaged; the defaults are used."
    preferences = Preferences()
    for entry in fields(Preferences):
        if entry.name in stored and _fits(getattr(preferences, entry.name), entry.type, stored[entry.name]):
            setattr(preferences, entry.name, stored[entry.name])
    if preferences.theme not in ("light", "dark"):
        preferences.theme = "light"
    return preferences, ""


def save(preferences: Preferences, folder: Path) -> None:
    """Write the file; what cannot be written is not worth disturbing the user who is leaving."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / FILE, asdict(preferences))
    except (OSError, UserError):
        pass


def _fits(default: object, annotation: Any, value: object) -> bool:
    """True if ``value`` has the type of the field: a plain type, ``list[str]`` or ``dict[str, plain type]``."""
    if isinstance(default, list):
        return isinstance(value, list) and all(type(entry) is str for entry in value)
    if not isinstance(default, dict):
        return type(value) is type(default)
    return isinstance(value, dict) and all(type(entry) is annotation.__args__[1] for entry in value.values())
