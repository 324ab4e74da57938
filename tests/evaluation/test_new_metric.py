"""A metric as the page on extending shows it: its lines are applied to the module as it is, and all else follows."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn.metrics
from matplotlib.figure import Figure

from tests.contract import test_metrics_contract as contract
from tests.extending_page import patched, section
from workbench.cli.entries import parse_metrics
from workbench.evaluation import metrics as module
from workbench.evaluation.metrics import METRICS, Metric, compute_metrics
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.style import LIGHT
from workbench.reporting.tables import ResultRow, results_table

METRIC = "balanced_accuracy"


@pytest.fixture
def new_metric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Metric:
    """The page's metric, registered for one test."""
    (diff,) = section("A metric").diffs.values()
    assert module.__file__ is not None
    changed = tmp_path / "changed_metrics.py"
    changed.write_text(patched(Path(module.__file__).read_text(encoding="utf-8"), diff), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("changed_metrics", changed)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "changed_metrics", loaded)
    spec.loader.exec_module(loaded)
    made = loaded.METRICS[METRIC]
    metric = Metric(made.id, made.title, made.description, of_counts=made.of_counts)
    monkeypatch.setitem(METRICS, METRIC, metric)
    return metric


@pytest.mark.parametrize("num_classes", contract.CLASSES)
def test_it_keeps_the_contract(new_metric: Metric, num_classes: int) -> None:
    contract.test_the_declaration_is_complete(new_metric)
    contract.test_values_lie_in_the_declared_range(new_metric, num_classes)
    contract.test_perfect_scores_are_the_best_possible(new_metric, num_classes)
    contract.test_better_scores_are_better_in_the_declared_direction(new_metric, num_classes)


@pytest.mark.usefixtures("new_metric")
def test_it_is_named_computed_drawn_and_shown() -> None:
    random = np.random.default_rng(0)
    y_true, y_score = random.integers(0, 4, 200), random.dirichlet(np.ones(4), 200)
    assert parse_metrics(f"f1,{METRIC}") == ("f1", METRIC)
    values = compute_metrics([METRIC], y_true, y_score)
    expected = sklearn.metrics.balanced_accuracy_score(y_true, y_score.argmax(axis=1))
    assert values == {METRIC: pytest.approx(expected)}
    figure = Figure()
    draw_curves(figure, [ModelCurves("A", 0, {"loss": [1.0], METRIC: [0.5]})], (METRIC,), LIGHT)
    assert figure.axes[1].get_title(loc="left") == "Balanced"
    assert results_table([ResultRow("A", values=values)]).splitlines()[0].endswith("Balanced")
