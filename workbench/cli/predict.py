"""The subcommand ``predict``: new files through trained networks, without a window and without the training data."""

import argparse
import sys
from pathlib import Path
from typing import Any

from workbench.cli.entries import parse_run
from workbench.cli.prediction_report import predictions_json, print_predictions
from workbench.cli.result_files import check_result_file
from workbench.cli.trained_networks import TrainedNetworks, networks_of_run, networks_of_weights
from workbench.data.inputs import dataset_inputs, sample_inputs
from workbench.errors import UserError
from workbench.events.jobs import JobFailed, JobRestarted
from workbench.events.training import BatchProgress
from workbench.exit_codes import DONE, FAILED, INTERRUPTED
from workbench.experiment.inputs import run_inputs, weights_inputs
from workbench.experiment.scheduler import POLL_SECONDS, Scheduler
from workbench.jobs.types.predict_files import FilesPredicted, PredictFilesJob
from workbench.reporting.predictions import write_predictions
from workbench.runs.run import Run
from workbench.session import local_pool
from workbench.settings.request import WhichWeights
from workbench.storage.atomic import write_json
from workbench.storage.folders import Folders
from workbench.storage.outputs import Inputs
from workbench.storage.weights import find_weights


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
    parser.set_defaults(carry_out=predict)


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
    if options.run is not None:
        trained = networks_of_run(parse_run(options.run, folders), options.models, options.dataset, folders)
    else:
        trained = networks_of_weights(options.load_weights, options.models, options.dataset, folders)
    inputs = _inputs(options, trained, folders)
    check_result_file(options.csv, "--csv", inputs)
    check_result_file(options.json, "--json", inputs)
    if options.csv is not None and options.json is not None and options.csv.resolve() == options.json.resolve():
        raise UserError("--csv and --json name the same file.", "Name another file for one of them.")
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
    print_predictions(results)
    if options.csv is not None:
        first = next(iter(results.values()))
        said = {name: result.probabilities for name, result in results.items()}
        write_predictions(options.csv, first.samples, first.classes, said)
    if options.json is not None:
        write_json(options.json, predictions_json(trained.source, results))
    return DONE


def _inputs(options: argparse.Namespace, trained: TrainedNetworks, folders: Folders) -> Inputs:
    """The files to predict, what the networks were trained on, and where their weights lie."""
    inputs = sample_inputs(options.files) + dataset_inputs(trained.source, folders)
    if trained.of_run:
        return inputs + run_inputs(Run.open(trained.folder))
    files = [find_weights(trained.folder, model.id) for model in trained.models]
    return inputs + weights_inputs(filter(None, files))


def _results(scheduler: Scheduler, job: PredictFilesJob) -> dict[str, FilesPredicted] | None:
    """What each network says; None after a failure that is not the user's, which is printed."""
    scheduler.submit(job, heavy=True)
    found: dict[str, FilesPredicted] = {}
    while scheduler.tasks.numbers:
        for event, _ in scheduler.poll(POLL_SECONDS):
            match event:
                case FilesPredicted():
                    found[event.trial_id] = event
                case BatchProgress() if sys.stderr.isatty():
                    end = "\n" if event.done == event.total else ""
                    print(
                        f"\r{event.trial_id}: {event.done:,} of {event.total:,}", end=end, file=sys.stderr, flush=True
                    )
                case JobRestarted():
                    print(event.message, file=sys.stderr)
                case JobFailed() if event.traceback or event.worker_died:
                    print(f"{event.message}\n{event.traceback}".rstrip(), file=sys.stderr)
                    return None
                case JobFailed():
                    raise UserError(event.message, event.advice)
    return {name: found[name] for name in (model.id for model in job.models)}
