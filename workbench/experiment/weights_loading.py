"""Weights files become those of competitors, in a new run where something would be replaced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.experiment.plan import Plan
from workbench.experiment.selection import idle
from workbench.experiment.trial_jobs import check_job, load_job
from workbench.experiment.trial_work import TrialWork
from workbench.runs.run import Run
from workbench.storage.weights import find_all_weights


@dataclass(frozen=True)
class WeightsLoading:
    """Loads weights.

    Attributes:
        started_run: the run of the experiment, started if it was not yet.
        start_anew: makes all competitors untrained, without a run.
    """

    plan: Plan
    trials: TrialWork
    started_run: Callable[[], Run]
    start_anew: Callable[[], None]

    def start(self, names: Sequence[str], folder: Path, leaving: Callable[[Run], None]) -> None:
        """As `Experiment.load_weights`."""
        chosen = idle(self.trials.competitors, names, "load weights into")
        self.load(find_all_weights(folder.absolute(), [competitor.id for competitor in chosen]), leaving)

    def load(self, files: Mapping[str, Path], leaving: Callable[[Run], None]) -> None:
        """As `Experiment.load_files`; ``leaving`` hears of a run that is left for a new one."""
        competitors = self.trials.competitors
        chosen = idle(competitors, [*files], "load weights into")
        replaced = self.plan.run if any(competitor.has_weights for competitor in chosen) else None
        if replaced is not None:
            idle(competitors, [*competitors], "load weights into")

        def load() -> None:
            if replaced is not None:
                self.start_anew()
                leaving(replaced)
            run = self.started_run()
            run.note_loaded(files)
            self.trials.start(
                [competitors[name] for name in files],
                lambda competitor, prepared: load_job(self.plan, run, competitor, prepared, files[competitor.id]),
                heavy=False,
            )

        self.trials.check.start([check_job(self.plan, each, files[each.id]) for each in chosen], load)
