"""What streaming, records and checkpoints cost a worker, and how its time and memory grow with the rows.

    python tests/benchmarks/trainer_cost.py                cost on two networks that differ most, in turns
    python tests/benchmarks/trainer_cost.py --growth       a tenth of the rows against all of them

The cost is that of the whole `Trainer` as a worker runs it (events through a pipe to a process that writes console
lines and the log, collected outputs, metrics, checkpoints) against a bare loop over the same batches and the same
validation. What the window itself needs is measured by `window.py`: its share of the processor while a quartet
trains.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.arrays import open_dataset
from tests.benchmarks.data_files import provide
from tests.benchmarks.measuring import machine, measure, note_noise
from workbench.data.splits import Official
from workbench.evaluation.metrics import compute_metrics
from workbench.events.jobs import Event
from workbench.networks.registry import architecture
from workbench.reporting import text as report
from workbench.settings.request import Execution
from workbench.storage.console_log import ConsoleLog
from workbench.storage.folders import Folders

NETWORKS = {"tabular": "Tabular_MLP", "image": "Image_MLP"}
METRICS = ("accuracy",)
GROWTH_EPOCHS = 5


def main() -> int:
    if len(sys.argv) == 2 and sys.argv[1].startswith("{"):
        print(json.dumps(_compare(**json.loads(sys.argv[1]))))
        return 0
    parser = argparse.ArgumentParser(description="What the trainer costs beside the training itself.")
    parser.add_argument("--growth", action="store_true", help="a tenth of the rows against all of them")
    parser.add_argument("--epochs", type=int, help="epochs in a row (default: as many as the network's default)")
    parser.add_argument("--rounds", type=int, default=3, help="how often both loops take turns (default: 3)")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the rows (default: 1)")
    options = parser.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as home:
        for kind, name in NETWORKS.items():
            epochs = options.epochs or architecture(name).defaults.epochs
            if options.growth:
                _print_growth(Path(home), kind, name, min(epochs, GROWTH_EPOCHS))
            else:
                _print_cost(Path(home), kind, name, epochs, options.rounds, options.fraction)
    return 0


def _print_cost(home: Path, kind: str, name: str, epochs: int, rounds: int, fraction: float) -> None:
    environment, dataset = _prepared(home, kind, fraction)
    task = {"name": name, "dataset": dataset, "epochs": epochs, "rounds": rounds}
    run = measure("tests.benchmarks.trainer_cost", task, environment)
    bare, whole = run.result["bare"], run.result["whole"]
    ratios = [one / other for one, other in zip(whole, bare, strict=True)]
    print(
        f"{name:<16}bare {statistics.median(bare):.3f} s an epoch, as a worker {statistics.median(whole):.3f} s; "
        f"ratio {statistics.median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})  {note_noise(run)}",
        flush=True,
    )


def _print_growth(home: Path, kind: str, name: str, epochs: int) -> None:
    seconds, peaks, sizes = [], [], []
    for fraction in (0.1, 1.0):
        environment, dataset = _prepared(home, kind, fraction)
        # as many steps with fewer rows, so that both last as long and the spare worker is there in both
        task = {"networks": [name], "dataset": dataset, "epochs": round(epochs / fraction), "seed": 1}
        run = measure("tests.benchmarks.workbench_side", task, environment)
        seconds.append(statistics.median(run.result["networks"][name]["epochs"][1:]))
        peaks.append(run.peak)
        folder = Folders.default().cache / dataset
        sizes.append(sum(path.stat().st_size for path in folder.rglob("*.npy")))
        note = note_noise(run)
        print(f"{name:<16}{fraction:>4.0%} of the rows: {seconds[-1]:.3f} s an epoch, {run.peak / 1e6:.0f} MB  {note}")
    more, data = (peaks[1] - peaks[0]) / 1e6, (sizes[1] - sizes[0]) / 1e6
    print(f"{name:<16}ten times the rows: {seconds[1] / seconds[0]:.1f} times the time, ", end="")
    print(f"{more:+.0f} MB of memory for {data:+.0f} MB of data", flush=True)


def _prepared(home: Path, kind: str, fraction: float) -> tuple[dict[str, str], str]:
    os.environ["WORKBENCH_HOME"] = str(home / f"{fraction:g}")
    dataset, _ = provide(kind, fraction, Folders.default())
    return {"WORKBENCH_HOME": os.environ["WORKBENCH_HOME"], "KERAS_BACKEND": "tensorflow"}, dataset.name


# --- in a process of its own


def _compare(name: str, dataset: str, epochs: int, rounds: int) -> dict[str, list[float]]:
    """Seconds an epoch of the bare loop and of the whole trainer, in turns."""
    from workbench.data.datasets.registry import dataset_source
    from workbench.training.execution import execution_for
    from workbench.training.keras_trainable import configure_tensorflow

    source = dataset_source(dataset)
    execution = execution_for(architecture(name), source.input_shape, source.sizes[0])
    configure_tensorflow(execution.threads)
    seconds: dict[str, list[float]] = {"bare": [], "whole": []}
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    with tempfile.TemporaryDirectory() as folder:
        reader = multiprocessing.get_context("spawn").Process(target=_show, args=(theirs, Path(folder), name))
        reader.start()
        bare = _bare_loop(name, dataset, execution, Path(folder))
        whole = _whole_trainer(name, dataset, execution, Path(folder), ours.send)
        for number in range(rounds + 1):
            for key, loop in (("bare", bare), ("whole", whole)):
                begun = time.monotonic()
                loop(epochs)
                if number:  # the first one compiles
                    seconds[key].append((time.monotonic() - begun) / epochs)
        ours.send(None)
        reader.join()
    return seconds


def _show(connection: Connection, folder: Path, name: str) -> None:
    """What the window's process does with events, without drawing."""
    log = ConsoleLog(folder / "console.txt")
    while (event := connection.recv()) is not None:
        line = report.event_line(event, {name: None})
        if line is None:
            report.progress_line(event, [name])
        else:
            log.append(line)


def _bare_loop(name: str, dataset_name: str, execution: Execution, folder: Path) -> Callable[[int], None]:
    from workbench.data.preprocessing import apply, fit
    from workbench.training.built_model import build_model, network_input, subsets_of
    from workbench.training.scoring import predict_scores
    from workbench.training.trainer import epoch_order

    dataset, recipe = open_dataset(dataset_name), architecture(name)
    subsets = subsets_of(dataset, Official(), folder)
    trainable = build_model(name, network_input(dataset.source), 1, folder / "bare").trainable
    trainable.start(recipe.thesis)
    preprocessing = fit(dataset, subsets.training.indices)
    size, rows = recipe.thesis.batch_size, len(subsets.training)
    step = size * execution.batches_per_step

    def train(epochs: int) -> None:
        for epoch in range(epochs):
            order = subsets.training.indices[epoch_order(1, epoch, rows)]
            full = rows - rows % size
            for start in [*range(0, full, step), full]:
                indices = order[start : min(start + step, full) if start < full else rows]
                if len(indices):
                    x = apply(preprocessing, subsets.training.samples, indices, recipe.input_form)
                    trainable.train_batches(x, subsets.training.labels[indices], size)
            scores = predict_scores(trainable, subsets.validation, preprocessing, recipe.input_form, lambda _: None)
            compute_metrics(METRICS, subsets.validation.y_true, scores)

    return train


def _whole_trainer(
    name: str, dataset_name: str, execution: Execution, folder: Path, emit: Callable[[Event], Any]
) -> Callable[[int], None]:
    """As `workbench.jobs.types.train` trains a model, but the network is built and traced only once."""
    import numpy as np

    from workbench.training.built_model import build_model, network_input, new_record, subsets_of
    from workbench.training.callbacks import StreamEpochs, StreamProgress, callback_list
    from workbench.training.control import Control
    from workbench.training.scoring import rows_at_once
    from workbench.training.trainer import Plan, Trainer

    dataset, recipe = open_dataset(dataset_name), architecture(name)
    subsets = subsets_of(dataset, Official(), folder)
    built = build_model(name, network_input(dataset.source), 1, folder / name)
    built.trainable.start(recipe.thesis)
    record = new_record(name, 1, dataset, subsets.training)
    trainer = Trainer(
        trainable=built.trainable,
        record=record,
        plan=Plan(0, recipe.thesis, execution.batches_per_step, METRICS, METRICS),
        training=subsets.training,
        validation=subsets.validation,
        form=recipe.input_form,
        num_classes=dataset.num_classes,
        partial_scores=np.zeros((0, dataset.num_classes), np.float32),
        best_weights={},
        control=Control(),
        folder=folder / name,
        warn=print,
    )

    def train(epochs: int) -> None:
        target = record.completed + epochs
        trainer.plan = replace(trainer.plan, target=target)
        rows, size = (len(subsets.training), len(subsets.validation)), rows_at_once(subsets.validation.samples)
        callbacks = [
            StreamProgress(emit, 1, record, target, *rows, size),
            StreamEpochs(emit, 1, record, target),
        ]
        trainer.run(callback_list(callbacks, built.trainable, target, rows[0], recipe.thesis.batch_size))

    return train


if __name__ == "__main__":
    sys.exit(main())
