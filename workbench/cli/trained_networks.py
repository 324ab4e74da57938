"""Trained networks that the command line names: of a run, or of weights in a folder; and their dataset."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import source_of
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.recipe_json import recipe_from_json
from workbench.data.specs import resolve
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.networks.registry import architectures
from workbench.runs.run import Run
from workbench.runs.trials import StoredModel
from workbench.settings.entries import parse_names
from workbench.storage.folders import Folders
from workbench.storage.weights import WeightsInfo, find_weights, read_info
from workbench.training.checkpoint import FILE_NAME


@dataclass(frozen=True)
class TrainedNetworks:
    """Networks that can predict: where their weights lie, and what they were trained on."""

    folder: Path
    of_run: bool
    models: tuple[StoredModel, ...]
    source: DatasetSource


def networks_of_run(run: Path, models: str, dataset: str, folders: Folders) -> TrainedNetworks:
    """The networks of a run that have weights, and the dataset of its record.

    Args:
        models: names divided by commas, or "all".
        dataset: another name or place of what they were trained on, "" for the recorded one.

    Raises:
        UserError: they have no weights, or another dataset.
    """
    settings = Run.open(run).settings
    with_weights = {model.id: model for model in settings.competitors if (run / model.id / FILE_NAME).is_file()}
    if not with_weights:
        raise UserError(f"{run} has no trained networks.", "Choose a run in which networks were trained.")
    chosen = tuple(with_weights[name] for name in parse_names("Networks", models, tuple(with_weights)))
    recorded = resolve(settings.dataset_spec)
    if not dataset:
        return TrainedNetworks(run, True, chosen, recorded)
    source = _named(dataset, folders, settings.classes)
    _check_same(source, recorded.input_shape, recorded.class_names, recorded.num_words)
    if source.feature_names != recorded.feature_names:
        raise _another(source, "other features")
    return TrainedNetworks(run, True, chosen, source)


def networks_of_weights(folder: Path, models: str, dataset: str, folders: Folders) -> TrainedNetworks:
    """The networks with weights in a folder and the dataset described beside them; otherwise as `networks_of_run`."""
    files = {name: path for name in tuple(architectures()) if (path := find_weights(folder, name))}
    if not files:
        raise UserError(
            f"{folder} has no weights.",
            "A folder of files such as Image_CNN.weights.h5 is expected, as --save-weights writes.",
        )
    chosen = parse_names("Networks", models, tuple(files))
    infos = {name: _info(name, files[name]) for name in chosen}
    first = infos[chosen[0]]
    for name, info in infos.items():
        if (info.dataset, info.class_names, _recipe(info)) != (first.dataset, first.class_names, _recipe(first)):
            raise UserError(
                f"{chosen[0]} and {name} were trained on different data ({first.dataset}, {info.dataset}).",
                "Name networks of the same data with --models.",
            )
    recorded = None if dataset and not first.recipe else _described(first)
    source = _named(dataset, folders, first.class_names) if dataset else recorded
    assert source is not None
    _check_same(source, first.input_shape, first.class_names, first.num_words)
    if recorded is not None and source.feature_names != recorded.feature_names:
        raise _another(source, "other features")
    return TrainedNetworks(folder, False, tuple(StoredModel(name, infos[name].architecture) for name in chosen), source)


def _info(name: str, path: Path) -> WeightsInfo:
    info = read_info(path)
    if info is None:
        raise UserError(
            f"{path} has no description beside it.",
            f"{name}.json is needed, as the workbench writes it with the weights: it says how samples are prepared.",
        )
    return info


def _described(info: WeightsInfo) -> DatasetSource:
    if not info.recipe and info.dataset not in DATASETS:
        raise UserError(
            f"The weights are of the dataset “{info.dataset}”, which is unknown.", "Name it with --dataset."
        )
    recipe = _recipe(info)
    source = DATASETS[info.dataset] if recipe is None else source_of(recipe)
    return _with_classes(source, info.class_names)


def _recipe(info: WeightsInfo) -> Recipe | None:
    """How the data are read, whichever version wrote it; None for a dataset of the workbench."""
    return recipe_from_json(info.recipe) if info.recipe else None


def _named(text: str, folders: Folders, classes: Sequence[str]) -> DatasetSource:
    return _with_classes(open_source(text, folders), classes)


def _with_classes(source: DatasetSource, classes: Sequence[str]) -> DatasetSource:
    """The chosen classes of a dataset where it has them all."""
    return with_classes(source, classes) if len(classes) > 1 and set(classes) <= set(source.class_names) else source


def _check_same(
    source: DatasetSource, input_shape: tuple[int, ...], class_names: tuple[str, ...], num_words: int
) -> None:
    """Refuse a dataset whose samples the networks would mistake for something else."""
    if source.input_shape != input_shape:
        raise _another(source, f"inputs of shape {input_shape}, not {source.input_shape}")
    if source.class_names != class_names:
        raise _another(source, f"the classes {', '.join(class_names[:20])}")
    if source.num_words != num_words:
        raise _another(source, f"{num_words:,} words, not {source.num_words:,}")


def _another(source: DatasetSource, what: str) -> UserError:
    return UserError(
        f"The networks were not trained on {source.name}: they have {what}.",
        "Leave --dataset out: what they were trained on is recorded with them.",
    )
