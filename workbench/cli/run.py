"""The subcommand ``run``: trains and tests networks without a window."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.cli import import_options, setting_options
from workbench.cli.continue_run import continue_named
from workbench.cli.entries import parse_metrics, parse_networks
from workbench.cli.experiment_work import Work, carry_out
from workbench.cli.result_files import check_result_file, check_weights_folder
from workbench.data.class_subset import with_classes
from workbench.data.types import DatasetSource, Kind
from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.experiment.inputs import experiment_inputs, weights_inputs
from workbench.networks.architecture import Quartet
from workbench.runs.record import RunRecord
from workbench.session import local_pool
from workbench.settings.entries import parse_jobs, parse_names, parse_seed, parse_validation
from workbench.settings.request import TrainingRequest
from workbench.storage.folders import Folders
from workbench.storage.outputs import Inputs
from workbench.storage.weights import find_weights

_TEXTS = (
    ("--dataset", "NAME|PATH", "digits", "a dataset, see “list”, or your table or folder (default: digits)"),
    (
        "--classes",
        "A,B",
        "",
        "only these classes of the dataset; a comma in a name needs quotation marks, as in CSV (default: all)",
    ),
    ("--quartet", "NAME", None, "name of a quartet (default: by the dataset's kind, and by the size of pictures)"),
    ("--networks", "A,B", None, "1 to 12 networks of any quartets in place of a quartet, see “list”"),
    ("--models", "A,B", "all", "those of the networks that are trained and tested (default: all)"),
    ("--seed", "N", "1", "the same seed gives the same numbers (default: 1)"),
    ("--metrics", "A,B", "accuracy", "metrics of every epoch (default: accuracy)"),
    ("--validation", "X", "0.1", "fraction of the training rows, or “test” for the test part (default: 0.1)"),
    ("--jobs", "N", "auto", "models that train side by side (default: auto)"),
)
_PATHS = (
    ("--load-weights", "folder with <Model>.weights.h5 or <Model>.h5 files to start with"),
    ("--save-weights", "folder for the weights of all models, without any of them"),
    ("--out", "folder for the run record, new or empty (default: a new one in logs/runs)"),
    ("--json", "file for the results"),
)


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Register the subcommand and its options."""
    parser = commands.add_parser("run", help="train and test networks without a window")
    for flag, metavar, _, description in _TEXTS:
        parser.add_argument(flag, metavar=metavar, help=description)
    for flag, description in _PATHS:
        parser.add_argument(flag, type=Path, metavar="FILE" if flag == "--json" else "DIR", help=description)
    setting_options.add_to(parser)
    import_options.add_to(parser)
    parser.add_argument("--test-only", action="store_true", help="do not train; needs --load-weights")
    parser.add_argument(
        "--continue",
        type=Path,
        metavar="RUN",
        help="go on with a run that was stopped or killed: to the epochs it was to have, or with --epochs for N more",
    )

    def carry_out_run(options: argparse.Namespace) -> int:
        given = {name: value for name, value in vars(options).items() if value != parser.get_default(name)}
        return continue_named(given) if "continue" in given else run(options)

    parser.set_defaults(carry_out=carry_out_run)


def run(options: argparse.Namespace) -> int:
    """Train and test as the options say, and report; returns the exit code.

    Raises:
        UserError: wrong use.
    """
    for flag, _, default, _ in _TEXTS:
        name = flag.removeprefix("--").replace("-", "_")
        if getattr(options, name) is None:
            setattr(options, name, default)
    request = _request(options)  # what is wrong for all networks is said before any data are read
    seed, jobs, validation = parse_seed(options.seed), parse_jobs(options.jobs), parse_validation(options.validation)
    if options.test_only and options.load_weights is None:
        raise UserError("--test-only needs weights to test.", "Name their folder with --load-weights.")
    competing = _competing(options)
    folders = Folders.default()
    source = import_options.open_named(options, folders)
    if options.classes:
        source = with_classes(source, parse_names("Classes", options.classes, source.class_names))
    pool = local_pool(folders)
    experiment = Experiment(pool, folders, source, competing, 1 if seed is None else seed, validation)
    names = parse_names("Networks", options.models, tuple(experiment.competitors))
    request = replace(request, by_competitor=setting_options.settings_for_single(options, names))
    _check_effect(request, source)
    experiment.models_side_by_side = jobs
    experiment.use_run_folder(options.out)
    inputs = _inputs(options, experiment, names)
    check_result_file(options.json, "--json", inputs)
    check_weights_folder(options.save_weights, names, "--save-weights", inputs)

    def train() -> tuple[str, ...]:
        if not options.test_only:
            experiment.train(names, request)
        return names

    try:
        return carry_out(Work(names, train, options.load_weights, options.save_weights, options.json), experiment)
    finally:
        pool.close()


def _inputs(options: argparse.Namespace, experiment: Experiment, names: Sequence[str]) -> Inputs:
    """What is read: the dataset, as it was named, too; weights; and the record that is about to be written."""
    inputs = experiment_inputs(experiment.source, experiment.folders, None)
    if experiment.source.recipe:
        inputs += Inputs((Path(options.dataset),))
    if options.load_weights is not None:
        files = [find_weights(options.load_weights, name) for name in names]
        inputs += weights_inputs(filter(None, files))
    if options.out is not None:
        inputs.check_folder(options.out, "--out")
        inputs += Inputs(RunRecord(options.out).files())
    return inputs


def _competing(options: argparse.Namespace) -> Quartet | str | None:
    """The networks, or the name of their quartet; None for the default of the dataset."""
    if options.networks is None:
        return str(options.quartet) if options.quartet is not None else None
    if options.quartet is not None:
        raise UserError("--networks and --quartet both say which networks compete.", "Name one of them.")
    return parse_networks(options.networks)


def _check_effect(request: TrainingRequest, source: DatasetSource) -> None:
    """Raise `UserError` for augmentation of anything but pictures."""
    asked = (request, *request.by_competitor.values())
    if source.kind is not Kind.IMAGE and any(each.augmentation and each.augmentation.active for each in asked):
        raise UserError(
            f"Augmentation changes pictures; the data of {source.name} are {source.kind}.",
            "Leave out --augmentation and what belongs to it.",
        )


def _request(options: argparse.Namespace) -> TrainingRequest:
    metrics = parse_metrics(options.metrics)
    asked = vars(setting_options.settings_for_all(options))
    return TrainingRequest(**asked, metrics=metrics, validation_metrics=metrics)
