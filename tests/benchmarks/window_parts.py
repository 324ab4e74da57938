"""What long histories, long logs and long sessions cost the window; started by `window.py`, one kind a process.

The window is real; what workers would say comes from the fake pool of the window tests.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.view.fake_pool import FakePool
from workbench.evaluation.metrics import METRICS
from workbench.events.jobs import JobStarted
from workbench.events.training import BatchProgress, EpochEnded, Phase, TrainingStarted
from workbench.jobs.types.train import TrainJob
from workbench.plots.curves import LiveCurves, ModelCurves
from workbench.storage.console_log import ConsoleLog
from workbench.storage.folders import Folders
from workbench.view.widgets import theme
from workbench.view.widgets.figure import drawing_steps
from workbench.view.window.view import View

EPOCHS = 1_000
REDRAWS = 60
LINES = 200_000
BLOCK = 10_000
SESSION_SECONDS = 1_800
SPEED = 20
SIDE_BY_SIDE = 2
EPOCH_SECONDS = 2.0
PROGRESS_SECONDS = 0.1

Values = dict[str, float | None]


def main() -> int:
    kinds = {"curves": _curves, "console": _console, "session": _session}
    pool = FakePool()
    view = View(pool, Folders.under(Path(os.environ["WORKBENCH_HOME"])))
    _live(view, lambda: view.content.train.figure.canvas is not None)
    pool.settle()
    _live(view, lambda: view.experiment.prepared is not None)
    print(json.dumps(kinds[sys.argv[1]](view, pool)))
    view.close()
    return 0


def _live(view: View, until: Callable[[], bool]) -> None:
    while not until():
        view.root.update()
        time.sleep(0.005)


def _values(epoch: int) -> Values:
    noise = np.random.default_rng(epoch).normal(0, 0.01, 14)
    names = [prefix + name for name in ("loss", *METRICS) for prefix in ("", "val_")]
    return {name: float(value + 1 - 0.5 / epoch) for name, value in zip(names, noise, strict=True)}


def _curves(view: View, pool: FakePool) -> dict[str, Any]:
    """Milliseconds of a redraw with one epoch more each time, and the longest that the window did not answer."""
    tab = view.content.train.figure
    assert tab.canvas is not None and tab.figure is not None
    histories = {name: dict[str, list[float | None]]() for name in view.experiment.competitors}
    curves = LiveCurves(tab.figure, theme.plot_style())
    redraws, pauses = [], []
    for epoch in range(1, EPOCHS + REDRAWS + 1):
        for history in histories.values():
            for key, value in _values(epoch).items():
                history.setdefault(key, []).append(value)
        if epoch <= EPOCHS:
            continue
        models = [ModelCurves(name, index, history) for index, (name, history) in enumerate(histories.items())]
        moments = [time.perf_counter()]
        steps = itertools.chain(curves.update_in_steps(models, tuple(METRICS)), drawing_steps(tab.canvas))
        moments += [time.perf_counter() for _ in steps]
        view.root.update_idletasks()
        moments.append(time.perf_counter())
        redraws.append(1000 * (moments[-1] - moments[0]))
        pauses.append(1000 * max(later - earlier for earlier, later in itertools.pairwise(moments)))
    size = f"{tab.winfo_width()}×{tab.winfo_height()}"
    return {"redraws": sorted(redraws[1:]), "pauses": sorted(pauses[1:]), "first": redraws[0], "size": size}


def _console(view: View, pool: FakePool) -> dict[str, Any]:
    """Lines a second on the screen and on disk, first and last block of many."""
    view.messages.console_log = ConsoleLog(view.folders.logs / "console.txt")
    rates = []
    for block in range(LINES // BLOCK):
        begun = time.perf_counter()
        for line in range(BLOCK):
            view.log(f"[14:02:11] Image_CNN    epoch {block * BLOCK + line:>6}   loss 0.2512   accuracy 0.9061")
            if line % 100 == 99:
                view.root.update()
        rates.append(BLOCK / (time.perf_counter() - begun))
    return {"first": rates[0], "last": rates[-1], "memory": psutil.Process().memory_info().rss}


def _session(view: View, pool: FakePool) -> dict[str, Any]:
    """Memory during half an hour of a quartet, two models at a time, played back faster than it would be."""
    view.selection.entries["epochs"].set("100000")
    for ticked in (*view.selection.train_metrics.values(), *view.selection.validation_metrics.values()):
        ticked.set(True)
    view.content.toolbar.train.invoke()
    trainings = list(pool.of(TrainJob))
    pairs = [trainings[place : place + SIDE_BY_SIDE] for place in range(0, len(trainings), SIDE_BY_SIDE)]
    memory, events, started = [], 0, time.monotonic()
    for tick in range(int(SESSION_SECONDS / PROGRESS_SECONDS)):
        pair = pairs[tick * len(pairs) // int(SESSION_SECONDS / PROGRESS_SECONDS)]
        for number in pair:
            events += _play(pool, number, tick % int(SESSION_SECONDS / PROGRESS_SECONDS / len(pairs)))
        _live(view, lambda: time.monotonic() - started >= tick * PROGRESS_SECONDS / SPEED)  # noqa: B023
        if tick % int(60 / PROGRESS_SECONDS) == 0:
            memory.append(psutil.Process().memory_info().rss)
    return {"memory": memory, "events": events, "speed": SPEED}


def _play(pool: FakePool, number: int, tick: int) -> int:
    """What a worker says in a tenth of a second; how many events that are."""
    job, a_epoch = pool.jobs[number], int(EPOCH_SECONDS / PROGRESS_SECONDS)
    assert isinstance(job, TrainJob)
    epoch, place = divmod(tick, a_epoch)
    if tick == 0:
        pool.say(JobStarted(number, job.trial_id))
        pool.say(TrainingStarted(number, job.trial_id, 0, job.target, 54_000, 6_000, 1, 1, False, {}))
    done = round(54_000 * (place + 1) / a_epoch)
    pool.say(BatchProgress(number, job.trial_id, Phase.TRAINING, epoch + 1, job.target, done, 54_000, 0.5))
    if place + 1 == a_epoch:
        pool.say(EpochEnded(number, job.trial_id, epoch + 1, job.target, _values(epoch + 1), epoch + 1, EPOCH_SECONDS))
    return 1 + (place + 1 == a_epoch) + 2 * (tick == 0)


if __name__ == "__main__":
    sys.exit(main())
