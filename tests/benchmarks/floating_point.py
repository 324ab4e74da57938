"""Floating-point operations of the networks, and how many the machine does in a second at best.

    python tests/benchmarks/floating_point.py [QUARTETS.json ...]

prints operations a row by network and the peak of a large float32 matrix product on one and on all cores. With files of
`quartets.py --json` it prints the rate that each network reached there.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

SIZE = 2048
EPOCH = 0.9 * 3 + 0.1
"""Passes of an epoch over a row: training goes forward, to the gradients of inputs, and to those of weights; a tenth of
the rows is for validation, which only goes forward."""


def operations(model: Any) -> int:
    """Operations (a product and a sum are two) of one row's prediction; only matrix products and convolutions count."""
    return sum(_layer_operations(layer) for layer in model.layers)


def _layer_operations(layer: Any) -> int:
    kind, output = type(layer).__name__, layer.output.shape[1:]
    if kind == "Dense":
        return int(2 * layer.kernel.shape[0] * layer.kernel.shape[1])
    if kind in ("Conv1D", "Conv2D"):
        positions = 1
        for size in output[:-1]:
            positions *= size
        weights = 1
        for size in layer.kernel.shape:
            weights *= size
        return 2 * positions * weights
    if kind == "LSTM":
        steps, features = layer.input.shape[1:]
        return int(2 * steps * 4 * layer.units * (features + layer.units))
    return 0


def peak(threads: int) -> float:
    """Operations a second of a matrix product in TensorFlow, best of 20, in a process of its own."""
    output = subprocess.run(
        [sys.executable, __file__, "--peak", str(threads)],
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return float(output)


def _measure_peak(threads: int) -> float:
    import tensorflow as tf

    from workbench.training.keras_trainable import configure_tensorflow

    configure_tensorflow(threads)
    a = tf.ones((SIZE, SIZE))
    best = 0.0
    for _ in range(20):
        started = time.perf_counter()
        tf.matmul(a, a).numpy()
        best = max(best, 2 * SIZE**3 / (time.perf_counter() - started))
    return best


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1] == "--peak":
        print(_measure_peak(int(sys.argv[2])))
        return 0
    cores = os.cpu_count() or 1
    best = peak(1)
    print(f"matrix product {SIZE}×{SIZE}: {best / 1e9:.0f} GFLOP/s with one thread", end=", ")
    print(f"{peak(cores) / 1e9:.0f} with {cores}", flush=True)
    runs = [result for path in sys.argv[1:] for result in json.loads(Path(path).read_text())]
    for name, a_row in _networks().items():
        line = f"{name:<16}{a_row / 1e6:>9.3f} million a row"
        for side in ("plain script", "workbench"):
            rates = [
                EPOCH * a_row * result["rows"] / statistics.fmean(run["result"]["networks"][name]["epochs"][1:])
                for result in runs
                for run in result["runs"][side]
                if name in run["result"]["networks"]
            ]
            if rates:
                rate = statistics.median(rates)
                line += f"   {side} {rate / 1e9:6.1f} GFLOP/s ({rate / best:.0%} of the peak of one thread)"
        print(line)
    return 0


def _networks() -> dict[str, int]:
    """Operations of one row's prediction by network, for the full-size datasets."""
    from tests.benchmarks.data_files import DATASETS
    from workbench.data.datasets.registry import dataset_source
    from workbench.networks.architecture import NetworkInput
    from workbench.networks.registry import QUARTETS

    found = {}
    for kind, dataset in DATASETS.items():
        source = dataset_source(dataset)
        for result in QUARTETS[kind].architectures:
            model = result.build(NetworkInput(source.input_shape, source.num_classes, source.num_words))
            found[result.name] = operations(model)
    return found


if __name__ == "__main__":
    sys.exit(main())
