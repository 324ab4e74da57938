"""The workbench against a plain Keras script, in one run on the same data.

    python tests/benchmarks/quartets.py --quick                       all three quartets, a share of the rows
    python tests/benchmarks/quartets.py --quartets image --epochs 3 --repeats 2
    python tests/benchmarks/quartets.py --quartets tabular --alone    each network by itself
    python tests/benchmarks/quartets.py --alone --others --others-python PYTHON    JAX and PyTorch, too

Each repetition runs (a) a plain script: `compile` and `fit` on arrays, one network after the other, then (b) the
workbench: all networks of the quartet, side by side as it decides. Fashion-MNIST, IMDB and MiniBooNE come from the
folders that WORKBENCH_DATASETS names, else arrays of their shape are generated. Preparing the data is not measured.
Repetition n has the seed n on both sides. Seconds are medians over the repetitions; a quartet's seconds per epoch are
the sum of its networks' for (a), and for (b) those of the slot that has most to do.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.data_files import DATASETS, provide
from tests.benchmarks.measuring import Measurement, machine, measure, note_noise
from workbench.networks.registry import quartet
from workbench.storage.folders import Folders

PLAIN, WORKBENCH = "plain script", "workbench"
OTHERS = {
    "Keras on JAX": ("tests.benchmarks.plain_keras", "jax"),
    "PyTorch": ("tests.benchmarks.torch_networks", "torch"),
}
QUICK = {"tabular": 0.25, "image": 0.05, "sequence": 0.02}

Runs = dict[str, list[Measurement]]


def main() -> int:
    options = _parser().parse_args()
    print(f"{machine()}; {_load()}", flush=True)
    results = []
    for name in options.quartets.split(","):
        for group in _groups(name, options):
            rows, runs = _measure(name, group, options)
            _print(group, runs)
            figures = {side: [asdict(run) for run in of] for side, of in runs.items()}
            results.append({"quartet": name, "rows": rows, "runs": figures})
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="The workbench against a plain Keras script.")
    parser.add_argument("--quartets", default=",".join(DATASETS), help="names, separated by commas (default: all)")
    parser.add_argument("--networks", help="only these networks, separated by commas")
    parser.add_argument("--epochs", type=int, default=3, help="epochs of each network (default: 3)")
    parser.add_argument("--repeats", type=int, default=1, help="how often both sides run in turn (default: 1)")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the rows (default: 1)")
    parser.add_argument("--quick", action="store_true", help="two epochs on a small share of the rows")
    parser.add_argument("--alone", action="store_true", help="one network at a time on both sides")
    parser.add_argument("--others", action="store_true", help="Keras on JAX and PyTorch as well, where installed")
    parser.add_argument("--others-python", default=sys.executable, help="a Python that has JAX and PyTorch")
    parser.add_argument("--home", type=Path, help="folder for data and run records (default: a temporary one)")
    parser.add_argument("--json", type=Path, help="file for all figures")
    return parser


def _load() -> str:
    return f"load before: {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""


def _groups(name: str, options: argparse.Namespace) -> list[list[str]]:
    """Networks that are measured together."""
    networks = [network.name for network in quartet(name).architectures]
    if options.networks:
        networks = [network for network in networks if network in options.networks.split(",")]
    return [[network] for network in networks] if options.alone else [networks] * bool(networks)


def _measure(name: str, networks: list[str], options: argparse.Namespace) -> tuple[int, Runs]:
    """Training rows, and what each side needed."""
    fraction = QUICK[name] if options.quick else options.fraction
    with tempfile.TemporaryDirectory() as temporary:
        home = (options.home or Path(temporary)) / f"{fraction:g}"
        environment = {"WORKBENCH_HOME": str(home), "KERAS_BACKEND": "tensorflow"}
        os.environ["WORKBENCH_HOME"] = str(home)
        dataset, real = provide(name, fraction, Folders.default())
        rows = f"{len(dataset.y_train):,} + {len(dataset.y_test):,} rows"
        print(f"\n{name}: {dataset.name}, {'real' if real else 'generated'}, {rows}", flush=True)
        runs: Runs = {}
        for seed in range(1, options.repeats + 1):
            epochs = 2 if options.quick else options.epochs
            task = {"dataset": dataset.name, "networks": networks, "epochs": epochs, "seed": seed}
            runs.setdefault(PLAIN, []).append(measure("tests.benchmarks.plain_keras", task, environment))
            runs.setdefault(WORKBENCH, []).append(measure("tests.benchmarks.workbench_side", task, environment))
            if options.others:
                for side, (module, backend) in OTHERS.items():
                    backend_is = environment | {"KERAS_BACKEND": backend}
                    runs.setdefault(side, []).append(measure(module, task, backend_is, options.others_python))
    return len(dataset.y_train), runs


def _print(networks: Sequence[str], runs: Runs) -> None:
    """Tables of one group of networks."""
    rows = [["seconds per epoch after the first", *runs, *(f"{side} : 1" for side in runs if side != PLAIN)]]
    rows += [_row(name, [_epoch_seconds(of, name) for of in runs.values()]) for name in networks]
    if len(networks) > 1:
        rows.append(_row("quartet", [_group_seconds(of) for of in runs.values()]))
    rows.append(_row("whole job, s", [statistics.median(run.seconds for run in of) for of in runs.values()]))
    rows.append(["peak memory, GB", *(f"{max(run.peak for run in of) / 1e9:.2f}" for of in runs.values())])
    rows += [[f"test accuracy {name}", *(_accuracies(of, name) for of in runs.values())] for name in networks]
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=False))
        print("  ".join((row[0].ljust(widths[0]), *cells)))
    for side, of in runs.items():
        for number, run in enumerate(of, 1):
            if note := note_noise(run):
                print(f"  {side}, repetition {number}: {note}")
    sys.stdout.flush()


def _row(title: str, seconds: Sequence[float]) -> list[str]:
    plain, *others = seconds
    return [title, *(f"{value:.2f}" for value in seconds), *(f"{plain / value:.2f}" for value in others)]


def _later_epochs(run: Measurement, name: str) -> float:
    seconds: list[float] = run.result["networks"][name]["epochs"]
    return statistics.fmean(seconds[1:] or seconds)


def _epoch_seconds(runs: Sequence[Measurement], name: str) -> float:
    return statistics.median(_later_epochs(run, name) for run in runs)


def _group_seconds(runs: Sequence[Measurement]) -> float:
    """Of the slot that has most to do; a program without slots does one network after the other."""

    def slowest_slot(run: Measurement) -> float:
        slots: list[list[str]] = run.result.get("lanes") or [list(run.result["networks"])]
        return max(sum(_later_epochs(run, name) for name in slot) for slot in slots)

    return statistics.median(slowest_slot(run) for run in runs)


def _accuracies(runs: Sequence[Measurement], name: str) -> str:
    values: list[Any] = [run.result["networks"][name]["accuracy"] for run in runs]
    mean = f"{statistics.fmean(values):.4f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.4f}–{max(values):.4f})"


if __name__ == "__main__":
    sys.exit(main())
