"""The command line: the same experiment as in the window, without one."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from workbench.cli import import_options, predict
from workbench.cli.entries import parse_metrics
from workbench.cli.run_report import report_run
from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import DATASETS
from workbench.data.files.locate import is_available
from workbench.data.imports.formats import source_of
from workbench.data.imports.remembered import remembered_sets
from workbench.errors import UserError
from workbench.events.jobs import Event, JobFailed
from workbench.exit_codes import DONE, FAILED, INTERRUPTED, WRONG_USE
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import settings_by_name
from workbench.experiment.scheduler import POLL_SECONDS
from workbench.networks.registry import QUARTETS
from workbench.reporting.text import event_line, progress_line
from workbench.session import local_pool
from workbench.settings.entries import (
    parse_batch_size,
    parse_epochs,
    parse_jobs,
    parse_learning_rate,
    parse_names,
    parse_seed,
    parse_validation,
)
from workbench.settings.request import TrainingRequest
from workbench.storage.atomic import check_writable
from workbench.storage.console_log import ConsoleLog
from workbench.storage.folders import Folders

_RUN_TEXTS = (
    ("--dataset", "NAME|PATH", "digits", "a dataset, see “list”, or your own table or folder (default: digits)"),
    (
        "--classes",
        "A,B",
        "",
        "only these classes of the dataset; a comma in a name needs quotation marks, as in CSV (default: all)",
    ),
    ("--quartet", "NAME", None, "name of a quartet (default: by the dataset's kind, and by the size of pictures)"),
    ("--models", "A,B", "all", "networks of the quartet (default: all)"),
    ("--epochs", "N", "", "further epochs (default: each network's own)"),
    ("--batch-size", "N", "", "samples a batch (default: each network's own)"),
    ("--learning-rate", "X", "", "step of the optimizer (default: each network's own)"),
    ("--seed", "N", "1", "the same seed gives the same numbers (default: 1)"),
    ("--metrics", "A,B", "accuracy", "metrics of every epoch (default: accuracy)"),
    ("--validation", "X", "0.1", "share of the training rows, or “test” for the test part (default: 0.1)"),
    ("--jobs", "N", "auto", "models that train side by side (default: auto)"),
)
_RUN_PATHS = (
    ("--load-weights", "folder with <Model>.weights.h5 or <Model>.h5 files to begin with"),
    ("--save-weights", "folder for the weights of all models"),
    ("--out", "folder for the run record, new or empty (default: a new one in logs/runs)"),
    ("--json", "file for the results"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\nTry “{self.prog} --help”.\n")


def run_command(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "list":
            return _list(as_json=options.json)
        if options.command == "predict":
            return predict.predict(options)
        return _run(options)
    except UserError as error:
        print(f"{error.message}\n{error.advice}".rstrip(), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads on, as behind “| head”
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="app.py", description="Four neural networks compete on one data set; without arguments: a window."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    listing = commands.add_parser("list", help="list datasets and quartets")
    listing.add_argument("--json", action="store_true", help="as JSON")
    run = commands.add_parser("run", help="train and test networks without a window")
    for flag, metavar, default, description in _RUN_TEXTS:
        run.add_argument(flag, metavar=metavar, default=default, help=description)
    for flag, description in _RUN_PATHS:
        run.add_argument(flag, type=Path, metavar="FILE" if flag == "--json" else "DIR", help=description)
    import_options.add_to(run)
    run.add_argument("--test-only", action="store_true", help="do not train; needs --load-weights")
    predict.add_parser(commands)
    return parser


def _list(as_json: bool) -> int:
    folders = Folders.default()
    sources = (*DATASETS.values(), *(source_of(recipe) for recipe in remembered_sets(folders)))
    datasets = [
        {
            "name": source.name,
            "kind": source.kind.value,
            "classes": source.num_classes,
            "available": is_available(source, folders.search_path),
        }
        for source in sources
    ]
    quartets = [
        {"name": item.name, "kind": item.kind.value, "networks": [network.name for network in item.architectures]}
        for item in QUARTETS.values()
    ]
    if as_json:
        import json

        print(json.dumps({"datasets": datasets, "quartets": quartets}, indent=1))
        return DONE
    print("Datasets")
    for row in datasets:
        state = "ready" if row["available"] else "is downloaded when it is first used"
        print(f"  {row['name']:<16}{row['kind']:<10}{row['classes']:>3} classes   {state}")
    print("Quartets")
    for entry in quartets:
        print(f"  {entry['name']:<16}{entry['kind']:<10}{', '.join(entry['networks'])}")
    return DONE


@dataclass
class _Console:
    """Prints lines; keeps them in the run record as soon as there is one."""

    experiment: Experiment
    log: ConsoleLog | None = None
    progress_shown: bool = False

    def show(self, event: Event) -> None:
        line = event_line(event, settings_by_name(self.experiment.competitors))
        if line is not None:
            self.write(line)
            if isinstance(event, JobFailed) and event.traceback:
                self._keep(event.traceback)
        elif sys.stdout.isatty() and (progress := progress_line(event, self.experiment.competitors)):
            print(f"\r\x1b[K{progress[:100]}", end="", flush=True)
            self.progress_shown = True

    def write(self, text: str) -> None:
        if self.progress_shown:
            print("\r\x1b[K", end="")
            self.progress_shown = False
        print(text, flush=True)
        self._keep(text)

    def _keep(self, text: str) -> None:
        if self.log is None and self.experiment.run is not None:
            self.log = ConsoleLog(self.experiment.run.folder / "console.txt")
        if self.log is not None:
            self.log.append(text)


def _run(options: argparse.Namespace) -> int:
    request = TrainingRequest(
        epochs=parse_epochs(options.epochs),
        batch_size=parse_batch_size(options.batch_size),
        learning_rate=parse_learning_rate(options.learning_rate),
        metrics=(metrics := parse_metrics(options.metrics)),
        validation_metrics=metrics,
    )
    seed, jobs, validation = parse_seed(options.seed), parse_jobs(options.jobs), parse_validation(options.validation)
    if options.test_only and options.load_weights is None:
        raise UserError("--test-only needs weights to test.", "Name their folder with --load-weights.")
    folders = Folders.default()
    pool = local_pool(folders)
    source = import_options.open_named(options, folders)
    if options.classes:
        source = with_classes(source, parse_names("Classes", options.classes, source.class_names))
    experiment = Experiment(pool, folders, source, options.quartet, 1 if seed is None else seed, validation)
    names = parse_names("Networks", options.models, tuple(experiment.competitors))
    experiment.models_side_by_side = jobs
    experiment.use_run_folder(options.out)
    check_writable(options.json, "--json")
    console = _Console(experiment)
    started = time.monotonic()
    try:
        _work(experiment, console, names, request, options)
    except KeyboardInterrupt:
        console.write("Interrupted: stopping; what was trained is kept.")
        experiment.stop()
        _wait(experiment, console)
        return INTERRUPTED
    finally:
        pool.close()
    report_run(experiment, names, time.monotonic() - started, console.write, options.json)
    return FAILED if any(experiment.competitors[name].failure for name in names) else DONE


def _work(
    experiment: Experiment,
    console: _Console,
    names: Sequence[str],
    request: TrainingRequest,
    options: argparse.Namespace,
) -> None:
    """Load, train, test and save as the options say; a model that failed is left out of what follows."""
    experiment.describe()
    if options.load_weights is not None:
        experiment.load_weights(names, options.load_weights)
        _wait(experiment, console)
        _fail_if_any_failed(experiment, names)
    if not options.test_only:
        experiment.train(names, request)
        _wait(experiment, console)
    if sound := _sound(experiment, names):
        experiment.test(sound)
        _wait(experiment, console)
    if options.save_weights is not None and (sound := _sound(experiment, names)):
        experiment.save_weights_to(sound, options.save_weights)
        _wait(experiment, console)


def _wait(experiment: Experiment, console: _Console) -> None:
    while experiment.busy:
        for event in experiment.poll(POLL_SECONDS):
            console.show(event)


def _sound(experiment: Experiment, names: Sequence[str]) -> list[str]:
    return [name for name in names if not experiment.competitors[name].failure]


def _fail_if_any_failed(experiment: Experiment, names: Sequence[str]) -> None:
    """Weights that cannot be loaded are wrong use: nothing is trained in their place."""
    for name in names:
        if failure := experiment.competitors[name].failure:
            raise UserError(f"{name}: {failure}")
