"""What an experiment's competitors have achieved, as plain values for consoles, tables, figures and files."""

from collections.abc import Iterable, Mapping, Sequence

from workbench.data.splits import Official
from workbench.data.types import DatasetSource
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin, Results
from workbench.evaluation.scored import only_predicted
from workbench.experiment.competitor import Competitor
from workbench.experiment.experiment import Experiment
from workbench.reporting.tables import ResultRow
from workbench.reporting.text import UNDEFINED, weights_text
from workbench.runs.results import split_text, stored_results
from workbench.settings.training import TrainingSettings


def settings_by_name(competitors: Mapping[str, Competitor]) -> dict[str, TrainingSettings | None]:
    """What each competitor is trained with, or was last; None before."""
    return {name: competitor.settings for name, competitor in competitors.items()}


def weights_of_test(competitor: Competitor) -> str:
    """Which weights the last test used: see `weights_text`; "–" before a test."""
    test = competitor.test
    return UNDEFINED if test is None else weights_text(test.which, test.epoch, test.partial_epoch)


def results_of_tests(experiment: Experiment, names: Iterable[str]) -> Results | None:
    """Scores on the test part, as the tests of the run have left them; None where there are none.

    Competitors that were not tested are left out, and those whose scores are not finite numbers.

    Raises:
        UserError: a file is damaged.
    """
    if experiment.run is None:
        return None
    tests = {name: experiment.competitors[name].test for name in names}
    weights = {
        name: EvaluatedWeights(test.which, test.epoch, test.partial_epoch) for name, test in tests.items() if test
    }
    source, subset = experiment.source, EvaluatedSubset.TEST
    split = split_text(subset, Official(experiment.validation), source.split_seed)
    data = experiment.run.settings.data or experiment.prepared
    origin = Origin(source.name, data.fingerprint if data else "", split, source.class_names)
    return stored_results(experiment.run.folder, subset, weights, origin)


def result_rows(competitors: Iterable[Competitor], results: Results | None, source: DatasetSource) -> list[ResultRow]:
    """A row for each competitor.

    Args:
        results: of the test. What a competitor's test has recorded stands in where they are without it: after a
            training that diverged there are no scores that could be compared.
        source: the dataset.
    """
    return [_row(competitor, results, source) for competitor in competitors]


def only_class(competitor: Competitor, class_names: Sequence[str]) -> str:
    """The class that the last test saw predicted for every row; "" where there are several, and before a test."""
    only = None if competitor.test is None else only_predicted(competitor.test.confusion_matrix)
    return "" if only is None else class_names[only]


def _row(competitor: Competitor, results: Results | None, source: DatasetSource) -> ResultRow:
    name, test = competitor.name, competitor.test
    values = {} if test is None else test.values
    matrix = () if test is None else test.confusion_matrix
    if results is not None and name in results.scores:
        values = results.values(name)
        matrix = tuple(tuple(row) for row in results.confusion_matrix(name).tolist())
    return ResultRow(
        name,
        parameters=competitor.parameters,
        epochs=competitor.completed,
        train_seconds=competitor.train_seconds,
        weights="" if test is None else weights_of_test(competitor),
        values=values,
        confusion_matrix=matrix,
        only_class=only_class(competitor, source.class_names),
        in_turn=competitor.architecture.features_in_turn(source.input_shape),
        failure=competitor.failure,
    )
