"""What a run leaves at its end: a table, figures in its folder, and a file of results for other programs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.cli.run_plots import save_run_plots
from workbench.experiment.competitor import Competitor
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import result_rows, results_of_tests
from workbench.reporting.tables import ResultRow, results_table
from workbench.storage.atomic import write_json
from workbench.storage.plain_values import to_plain


def report_run(
    experiment: Experiment,
    names: Sequence[str],
    wall_seconds: float,
    write: Callable[[str], None],
    json_path: Path | None,
) -> None:
    """Write the results of the named competitors; the figures last, as they are the easiest to do without.

    Args:
        write: shows a text and keeps it in the run's record.
        json_path: file for the results, None for none.

    Raises:
        UserError: a file cannot be read or written.
    """
    competitors = [experiment.competitors[name] for name in names]
    rows = result_rows(competitors, results_of_tests(experiment, names), experiment.source)
    write(results_table(rows))
    if json_path is not None:
        results = {
            "dataset": experiment.source.name,
            "classes": list(experiment.source.class_names),
            "quartet": experiment.quartet.name,
            "seed": experiment.seed,
            "validation": to_plain(experiment.validation),
            "wall_seconds": wall_seconds,
            "models": [_model_results(*pair) for pair in zip(competitors, rows, strict=True)],
        }
        write_json(json_path, results)
    if experiment.run is not None:
        for failure in save_run_plots(experiment, rows, experiment.run.folder):
            write(failure)
        write(f"Run record: {experiment.run.folder}")


def _model_results(competitor: Competitor, row: ResultRow) -> dict[str, Any]:
    if row.failure or competitor.test is None:
        return {"name": row.name, "error": row.failure or "not tested"}
    return {
        "name": row.name,
        "network": competitor.architecture.name,
        "settings": None if competitor.settings is None else to_plain(competitor.settings),
        "params": row.parameters,
        "epochs": row.epochs,
        "train_seconds": row.train_seconds,
        "weights": competitor.test.which,
        "tested_epoch": competitor.test.epoch,
        "history": competitor.history,
        "test": dict(row.values),
        "only_class": row.only_class or None,
        "confusion_matrix": [list(counts) for counts in row.confusion_matrix],
    }
