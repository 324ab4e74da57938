"""The workbench as a user gets it: an experiment with workers, events, console text and run record.

Started by `quartets.py` in a process of its own.
"""

import json
import sys
import time
from collections import defaultdict
from typing import Any

from workbench.data.datasets.registry import dataset_source
from workbench.events.jobs import JobEnded, JobFailed, JobStarted
from workbench.events.training import EpochEnded
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.reporting import text as report
from workbench.settings.request import TrainingRequest
from workbench.storage.console_log import ConsoleLog
from workbench.storage.folders import Folders


class Session:
    """One experiment, and when what happened.

    Attributes:
        epochs: seconds of each epoch by model, as the workers tell them.
        spans: begin and end of each model's training.
    """

    def __init__(self, pool: LocalPool, dataset: str, seed: int) -> None:
        folders = Folders.default()
        self.experiment = Experiment(pool, folders, dataset_source(dataset), seed=seed)
        self.epochs: dict[str, list[float]] = defaultdict(list)
        self.spans: dict[str, list[float]] = defaultdict(list)
        self._log = ConsoleLog(folders.logs / "benchmark_console.txt")

    def work(self) -> None:
        """Until all jobs are done: what the window does with events, without drawing."""
        while self.experiment.busy:
            for event in self.experiment.poll(0.04):
                line = report.event_line(event, dict.fromkeys(self.experiment.competitors))
                if line is None:
                    report.progress_line(event, self.experiment.competitors)
                else:
                    self._log.append(line)
                if isinstance(event, EpochEnded):
                    self.epochs[event.model].append(event.seconds)
                elif isinstance(event, JobStarted | JobEnded) and event.model:
                    self.spans[event.model].append(time.monotonic())
                elif isinstance(event, JobFailed):
                    raise SystemExit(f"{event.model}: {event.message}\n{event.traceback}")


def lanes(spans: dict[str, list[float]]) -> list[list[str]]:
    """Models that were trained one after the other, on one slot each."""
    ends: list[tuple[float, list[str]]] = []
    for name in sorted(spans, key=lambda item: spans[item][0]):
        begin, end = spans[name][:2]
        free = next((lane for lane in ends if lane[0] <= begin + 0.05), None)
        names = free[1] if free else []
        if free:
            ends.remove(free)
        ends.append((end, [*names, name]))
    return [names for _, names in ends]


def main() -> None:
    task = json.loads(sys.argv[1])
    pool = LocalPool(Folders.default().logs / "workers.log")
    session = Session(pool, task["dataset"], task["seed"])
    try:
        session.experiment.train(task["networks"], TrainingRequest(epochs=task["epochs"]))
        session.work()
        assigned = lanes(session.spans)
        session.experiment.test(task["networks"])
        session.work()
    finally:
        pool.close()
    results: dict[str, Any] = {}
    for name in task["networks"]:
        test = session.experiment.competitors[name].test
        assert test is not None
        results[name] = {"epochs": session.epochs[name], "accuracy": test.values["accuracy"]}
    print(json.dumps({"networks": results, "lanes": assigned}))


if __name__ == "__main__":
    main()
