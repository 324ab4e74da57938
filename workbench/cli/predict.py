"""The subcommand ``predict``: new files through trained networks, without a window and without the training data."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import source_of
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.recipe_json import recipe_from_json
from workbench.data.specs import resolve
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.jobs import JobFailed, JobRestarted
from workbench.events.training import BatchProgress
from workbench.exit_codes import DONE, FAILED, INTERRUPTED
from workbench.experiment.scheduler import POLL_SECONDS, Scheduler
from workbench.jobs.types.predict_files import FilesPredicted, PredictFilesJob
from workbench.networks.registry import QUARTETS
from workbench.reporting.predictions import verdict, write_predictions
from workbench.runs.run import Run
from workbench.runs.trials import StoredModel
from workbench.session import local_pool
from workbench.settings.entries import parse_names
from workbench.settings.request import WhichWeights
from workbench.storage.atomic import check_writable, write_json
from workbench.storage.folders import Folders
from workbench.storage.weights import WeightsInfo, find_weights, read_info
from workbench.training.checkpoint import FILE_NAME

_SHOWN_SAMPLES = 100
_LONGEST_CELL = 60


@dataclass(frozen=True)
class _Trained:
    """Networks that can predict: where their weights lie, and what they were trained on."""

    folder: Path
    of_run: bool
    models: tuple[StoredModel, ...]
    source: DatasetSource


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Register the subcommand and its options."""
    parser = commands.add_parser("predict", help="predict new files with trained networks")
    origin = parser.add_mutually_exclusive_group(required=True)
    origin.add_argument("--run", type=Path, metavar="DIR", help="a run record, with its trained networks")
    origin.add_argument("--load-weights", type=Path, metavar="DIR", help="folder of saved weights")
    parser.add_argument(
        "--dataset",
        metavar="NAME|PATH",
        default="",
        help="what the networks were trained on (default: as recorded with the run or the weights)",
    )
    parser.add_argument("--models", metavar="A,B", default="all", help="networks (default: all that have weights)")
    parser.add_argument(
        "--which", choices=[which.value for which in WhichWeights], help="weights of a run (default: last)"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="file for a table of all probabilities")
    parser.add_argument("--json", type=Path, metavar="FILE", help="file for the same as JSON")
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="tables, pictures or texts of the dataset's form"
    )


def predict(options: argparse.Namespace) -> int:
    """Predict every sample of the named files, print a table and write the results; returns the exit code.

    Raises:
        UserError: wrong use: no weights, another dataset, files that cannot be read or do not fit.
    """
    folders = Folders.default()
    if options.which and options.run is None:
        raise UserError(
            "--which chooses among the weights of a run.", "Saved weights are used as they are: leave it out."
        )
    check_writable(options.csv, "--csv")
    check_writable(options.json, "--json")
    trained = _of_run(options, folders) if options.run is not None else _of_weights(options, folders)
    job = PredictFilesJob(
        models=trained.models,
        dataset=trained.source.spec,
        folder=trained.folder.absolute(),
        of_run=trained.of_run,
        which=WhichWeights(options.which or "last"),
        files=tuple(path.absolute() for path in options.files),
        search_path=folders.search_path,
    )
    pool = local_pool(folders)
    try:
        results = _results(Scheduler(pool), job)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    finally:
        pool.close()
    if results is None:
        return FAILED
    _print_table(results)
    if options.csv is not None:
        first = next(iter(results.values()))
        said = {name: result.probabilities for name, result in results.items()}
        write_predictions(options.csv, first.samples, first.classes, said)
    if options.json is not None:
        write_json(options.json, _as_json(trained.source, results))
    return DONE


def _of_run(options: argparse.Namespace, folders: Folders) -> _Trained:
    """The networks of a run that have weights, and the dataset of its record."""
    settings = Run.open(options.run).settings
    recorded_models = settings.competitors or tuple(StoredModel(name, name) for name in _known_networks())
    models = {model.id: model for model in recorded_models if (options.run / model.id / FILE_NAME).is_file()}
    if not models:
        raise UserError(f"{options.run} has no trained networks.", "Choose a run in which networks were trained.")
    chosen = tuple(models[name] for name in parse_names("Networks", options.models, tuple(models)))
    recorded = resolve(settings.dataset_spec)
    if not options.dataset:
        return _Trained(options.run, True, chosen, recorded)
    source = _named(options.dataset, folders, settings.classes)
    _check_same(source, recorded.input_shape, recorded.class_names, recorded.num_words)
    if source.feature_names != recorded.feature_names:
        raise _another(source, "other features")
    return _Trained(options.run, True, chosen, source)


def _of_weights(options: argparse.Namespace, folders: Folders) -> _Trained:
    """The networks with weights in a folder, and the dataset that is described beside them."""
    folder: Path = options.load_weights
    files = {name: path for name in _known_networks() if (path := find_weights(folder, name))}
    if not files:
        raise UserError(
            f"{folder} has no weights.",
            "A folder of files such as Image_CNN.weights.h5 is expected, as --save-weights writes.",
        )
    chosen = parse_names("Networks", options.models, tuple(files))
    infos = {name: _info(name, files[name]) for name in chosen}
    first = infos[chosen[0]]
    for name, info in infos.items():
        if (info.dataset, info.class_names, _recipe(info)) != (first.dataset, first.class_names, _recipe(first)):
            raise UserError(
                f"{chosen[0]} and {name} were trained on different data ({first.dataset}, {info.dataset}).",
                "Name networks of the same data with --models.",
            )
    recorded = None if options.dataset and not first.recipe else _described(first)
    source = _named(options.dataset, folders, first.class_names) if options.dataset else recorded
    assert source is not None
    _check_same(source, first.input_shape, first.class_names, first.num_words)
    if recorded is not None and source.feature_names != recorded.feature_names:
        raise _another(source, "other features")
    return _Trained(folder, False, tuple(StoredModel(name, infos[name].architecture) for name in chosen), source)


def _known_networks() -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.name for group in QUARTETS.values() for item in group.architectures))


def _info(name: str, path: Path) -> WeightsInfo:
    info = read_info(path)
    if info is None:
        raise UserError(
            f"{path} has no description beside it.",
            f"{name}.json is needed, as the workbench writes it with the weights: it tells how samples are prepared.",
        )
    return info


def _described(info: WeightsInfo) -> DatasetSource:
    if not info.recipe and info.dataset not in DATASETS:
        raise UserError(
            f"The weights are of the dataset “{info.dataset}”, which is unknown.", "Name it with --dataset."
        )
    recipe = _recipe(info)
    source = DATASETS[info.dataset] if recipe is None else source_of(recipe)
    return _part(source, info.class_names)


def _recipe(info: WeightsInfo) -> Recipe | None:
    """How the data are read, whichever version wrote it; None for a dataset of the workbench."""
    return recipe_from_json(info.recipe) if info.recipe else None


def _named(text: str, folders: Folders, classes: Sequence[str]) -> DatasetSource:
    return _part(open_source(text, folders), classes)


def _part(source: DatasetSource, classes: Sequence[str]) -> DatasetSource:
    """The chosen classes of a dataset where it has them all."""
    return with_classes(source, classes) if len(classes) > 1 and set(classes) <= set(source.class_names) else source


def _check_same(
    source: DatasetSource, input_shape: tuple[int, ...], class_names: tuple[str, ...], num_words: int
) -> None:
    """Refuse a dataset whose samples the networks would take for something else."""
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


def _results(scheduler: Scheduler, job: PredictFilesJob) -> dict[str, FilesPredicted] | None:
    """What each network says; None after a failure that is not the user's, which is told."""
    scheduler.submit(job, heavy=True)
    found: dict[str, FilesPredicted] = {}
    while scheduler.tasks.numbers:
        for event, _ in scheduler.poll(POLL_SECONDS):
            match event:
                case FilesPredicted():
                    found[event.model] = event
                case BatchProgress() if sys.stderr.isatty():
                    end = "\n" if event.done == event.total else ""
                    print(f"\r{event.model}: {event.done:,} of {event.total:,}", end=end, file=sys.stderr, flush=True)
                case JobRestarted():
                    print(event.message, file=sys.stderr)
                case JobFailed() if event.traceback or event.worker_died:
                    print(f"{event.message}\n{event.traceback}".rstrip(), file=sys.stderr)
                    return None
                case JobFailed():
                    raise UserError(event.message, event.advice)
    return {name: found[name] for name in (model.id for model in job.models)}


def _print_table(results: Mapping[str, FilesPredicted]) -> None:
    first = next(iter(results.values()))
    rows = [("sample", "network", "class", "probability")]
    for sample, name in enumerate(first.samples[:_SHOWN_SAMPLES]):
        for model, result in results.items():
            best, probability = verdict(result.classes, result.probabilities[sample])
            rows.append((_short(name), model, _short(best), f"{probability:.4f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "   ".join(
            (*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=False)), row[3].rjust(widths[3]))
        )
        for row in rows
    ]
    print("\n".join([lines[0], "─" * len(lines[0]), *lines[1:]]))
    if (more := len(first.samples) - _SHOWN_SAMPLES) > 0:
        print(f"… and {more:,} more samples: --csv FILE and --json FILE write all of them.")
    for text in first.left_out:
        print(f"Left out: {text}")


def _short(text: str) -> str:
    """The end of a long text, where the name of a file is."""
    return text if len(text) <= _LONGEST_CELL else f"…{text[1 - _LONGEST_CELL :]}"


def _as_json(source: DatasetSource, results: Mapping[str, FilesPredicted]) -> dict[str, Any]:
    first = next(iter(results.values()))
    return {
        "dataset": source.name,
        "classes": list(first.classes),
        "models": list(results),
        "samples": [
            {
                "sample": name,
                "predictions": {
                    model: {
                        "class": verdict(result.classes, result.probabilities[sample])[0],
                        "probabilities": list(result.probabilities[sample]),
                    }
                    for model, result in results.items()
                },
            }
            for sample, name in enumerate(first.samples)
        ],
        "left_out": list(first.left_out),
    }
