"""Named sets of weights: ``weights/<dataset>/<set name>/<Model>.weights.h5`` and a JSON beside each."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.errors import UserError
from workbench.storage.atomic import explaining, read_json_object, write_json
from workbench.storage.plain_values import from_plain, to_plain

FORMAT = 1
_PARTIAL_EPOCH = "begun_epoch"  # its key in the file, from the first version on
SUFFIX = ".weights.h5"
LEGACY_SUFFIX = ".h5"
MAX_NAME_LENGTH = 80

_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}


@dataclass(frozen=True)
class WeightsInfo:
    """What one needs to know to use a weights file.

    Attributes:
        architecture: name of the network.
        input_shape: shape of one sample.
        num_words: size of the vocabulary for sequences, else 0.
        preprocessing: plain values, for example mean, scale and imputation of each feature, or a vocabulary.
        dataset, fingerprint: what it was trained on.
        scores: values by metric, for example ``test_accuracy``, ``val_accuracy``, ``accuracy`` (of training);
            None where undefined.
        epochs: whole epochs trained when the weights were what they are.
        which: "last" or "best".
        date: ISO 8601.
        versions: version by library.
        recipe: of the user's data (see `workbench.data.imports.recipe_json`), {} for other datasets.
        partial_epoch: the epoch within which training was stopped, 0 for weights of whole epochs.
    """

    architecture: str
    input_shape: tuple[int, ...]
    num_classes: int
    class_names: tuple[str, ...]
    num_words: int
    preprocessing: dict[str, Any]
    dataset: str
    fingerprint: str
    scores: dict[str, float | None]
    epochs: int
    which: str
    date: str
    versions: dict[str, str]
    recipe: dict[str, Any] = field(default_factory=dict)
    partial_epoch: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        values = to_plain(self)
        values[_PARTIAL_EPOCH] = values.pop("partial_epoch")
        return {"format": FORMAT, **values}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "WeightsInfo":
        """The opposite of `to_json`; keys of later versions are ignored.

        Raises:
            ValueError: another format, a value is missing or of another type.
        """
        if values.get("format") != FORMAT:
            raise ValueError(f"format {values.get('format')!r} is unknown")
        info = from_plain(cls, {**values, "partial_epoch": values.get(_PARTIAL_EPOCH, 0)})
        datetime.fromisoformat(info.date)
        return info


def info_path(weights: Path) -> Path:
    """The JSON that belongs to a weights file."""
    return weights.with_name(_model_name(weights) + ".json")


def saved_files(models: Iterable[str]) -> tuple[str, ...]:
    """The names of the files that are written where weights of these models are saved."""
    return tuple(name for model in models for name in (f"{model}{SUFFIX}", f"{model}.json"))


def write_info(weights: Path, info: WeightsInfo) -> None:
    """Write the JSON beside a weights file; `UserError` if the file system refuses."""
    write_json(info_path(weights), info.to_json())


def read_info(weights: Path) -> WeightsInfo | None:
    """What is known of a weights file, None if no JSON lies beside it; `UserError` if that is damaged."""
    path = info_path(weights)
    if not path.exists():
        return None
    try:
        return WeightsInfo.from_json(read_json_object(path))
    except ValueError as error:
        raise UserError(
            f"{path} is damaged: {error}.", "Restore it, or remove it and load the weights without it."
        ) from error


def check_set_name(name: str) -> str:
    """The name of a set in the form in which it can be a folder's name everywhere; `UserError` if it cannot be one."""
    name = unicodedata.normalize("NFC", name).strip()
    advice = "Use letters, digits, spaces, and - _ . inside the name."
    if not name:
        raise UserError("The set of weights has no name.", advice)
    if len(name) > MAX_NAME_LENGTH:
        raise UserError(f"The name is too long: {len(name)} characters.", f"At most {MAX_NAME_LENGTH} are possible.")
    wrong = sorted({character for character in name if not (character.isalpha() or character in "0123456789 -_.")})
    if wrong:
        raise UserError(f"The name {name!r} contains {' '.join(map(repr, wrong))}.", advice)
    if name.startswith(".") or name.endswith("."):
        raise UserError(f"The name {name!r} starts or ends with a dot.", advice)
    if name.split(".")[0].strip().upper() in _RESERVED:
        raise UserError(f"The name {name!r} is reserved by Windows.", "Choose another name.")
    return name


@dataclass(frozen=True)
class WeightsSet:
    """A line in the list of sets.

    Attributes:
        date: of its newest weights, local time.
        models: names of the models that it has weights for.
        scores: values by metric, by model; {} for weights without a readable JSON.
    """

    name: str
    folder: Path
    date: datetime
    models: tuple[str, ...]
    scores: dict[str, dict[str, float | None]]


def list_sets(weights_folder: Path, dataset: str) -> list[WeightsSet]:
    """The sets of a dataset, newest first; folders without weights are left out."""
    folder = weights_folder / dataset
    if not folder.is_dir():
        return []
    with explaining("list", folder):
        found = [_set(path) for path in folder.iterdir() if path.is_dir() and _weights_files(path)]
    return sorted(found, key=lambda stored: (stored.date, stored.name), reverse=True)


def find_weights(folder: Path, model: str) -> Path | None:
    """The weights of a model in a folder: ``<Model>.weights.h5``, else a legacy ``<Model>.h5``, else None."""
    candidates = (folder / f"{model}{suffix}" for suffix in (SUFFIX, LEGACY_SUFFIX))
    return next((path for path in candidates if path.is_file()), None)


def find_all_weights(folder: Path, models: Iterable[str]) -> dict[str, Path]:
    """A weights file for each of the models; `UserError` if one has none in the folder."""
    found = {model: find_weights(folder, model) for model in models}
    missing = [model for model, path in found.items() if path is None]
    if missing:
        raise UserError(
            f"{folder} has no weights of {', '.join(missing)}.",
            f"A file {missing[0]}{SUFFIX} (or {missing[0]}{LEGACY_SUFFIX}) was expected there; "
            "choose another folder, or untick the networks that have none.",
        )
    return {model: path for model, path in found.items() if path is not None}


def delete_set(folder: Path) -> None:
    """Delete the weights of a folder, the JSON beside each, and the folder.

    Raises:
        UserError: there are no weights in it, it cannot be deleted, or other files in it remain.
    """
    files = _weights_files(folder) if folder.is_dir() and not folder.is_symlink() else []
    if not files:
        raise UserError(f"{folder} is not a set of weights; nothing was deleted.", "Choose another folder.")
    with explaining("delete", folder):
        for path in files:
            info_path(path).unlink(missing_ok=True)
            path.unlink()
        others = sorted(path.name for path in folder.iterdir())
        if others:
            raise UserError(
                f"The weights in {folder} were deleted; other files are still there: {', '.join(others)}.",
                "Delete the folder by hand if you do not need them.",
            )
        folder.rmdir()


def _weights_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{LEGACY_SUFFIX}") if path.is_file() and path.name[0] != ".")


def _model_name(weights: Path) -> str:
    return weights.name.removesuffix(LEGACY_SUFFIX).removesuffix(".weights")


def _set(folder: Path) -> WeightsSet:
    files = _weights_files(folder)
    dates = []
    scores: dict[str, dict[str, float | None]] = {}
    for path in files:
        try:
            info = read_info(path)
        except UserError:
            info = None
        scores[_model_name(path)] = info.scores if info else {}
        dates.append(_local(info.date) if info else datetime.fromtimestamp(path.stat().st_mtime))
    return WeightsSet(folder.name, folder, max(dates), tuple(scores), scores)


def _local(date: str) -> datetime:
    moment = datetime.fromisoformat(date)
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
