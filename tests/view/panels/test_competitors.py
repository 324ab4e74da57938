"""What a row of the competitors says: never that an earlier test is one of the present weights."""

from dataclasses import replace

import pytest

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.experiment.competitor import Competitor, ModelState, TestResult
from workbench.networks.registry import architecture
from workbench.view.commands.saving import file_name_of_test
from workbench.view.panels.competitors import about_score, earlier_test, remark_on_test, score_of, state_text
from workbench.view.tabs import confusion
from workbench.view.window.view import View


def competitor(
    completed: int, test: TestResult | None = None, *, partial: bool = False, since: bool = False, best: int = 0
) -> Competitor:
    made = Competitor(architecture("Image_CNN"), parameters=1000, completed=completed, test=test, partial=partial)
    made.trained_since_test, made.best_epoch = since, best
    made.settle()
    return made


def after_test(which: str, epoch: int, partial_epoch: int = 0) -> TestResult:
    return TestResult(which, epoch, {"accuracy": 0.9}, ((1, 0), (0, 1)), partial_epoch)


@pytest.mark.parametrize(
    ("known", "state", "score"),
    [
        (competitor(15, after_test("last", 15)), "tested, 15 epochs", "test, epoch 15"),
        (competitor(65, after_test("last", 15), since=True), "trained, 65 epochs", ""),
        (competitor(64, after_test("last", 15), since=True, partial=True), "stopped in epoch 65", ""),
        (competitor(64, after_test("last", 64, 65), partial=True), "tested in epoch 65", "test, within epoch 65"),
        (competitor(65, after_test("best", 15), since=True, best=15), "tested, epoch 15 of 65", "test, epoch 15"),
        (competitor(65, after_test("best", 15), since=True, best=40), "trained, 65 epochs", ""),
        (competitor(0, after_test("last", 0)), "tested", "test, loaded"),
    ],
)
def test_the_epoch_of_a_value_stands_beside_it(known: Competitor, state: str, score: str) -> None:
    assert state_text(known, paused=False) == f"1,000 · {state}"
    assert score_of(known) == score
    stale = known.state is not ModelState.TESTED
    assert earlier_test(known) == ("test 0.9000 at epoch 15" if stale else "")
    assert ("once these weights were tested" in about_score(known)) is stale
    assert known.best_score == (None if stale else 0.9)


def test_the_best_validation_accuracy_has_its_epoch() -> None:
    known = competitor(3)
    assert score_of(known) == ""
    known.history = {"val_accuracy": [0.5, None, 0.7, 0.6]}
    assert score_of(known) == "best val., epoch 3"


def test_matrices_of_networks_that_were_trained_further_say_so() -> None:
    now, earlier = competitor(15, after_test("last", 15)), competitor(65, after_test("last", 15), since=True)
    assert [confusion.title(known) for known in (now, earlier)] == ["Image_CNN", "Image_CNN, epoch 15"]
    assert confusion.note([now], ()) == "Weights: last, epoch 15"
    assert confusion.note([now, earlier], ()) == "Weights: last, epoch 15; 1 of 2 trained further since"


def test_a_network_that_predicts_one_class_only_says_so() -> None:
    source = replace(DATASETS["breast-cancer"], class_names=("no", "yes"))
    known = competitor(3, TestResult("last", 3, {"accuracy": 0.7}, ((7, 0), (3, 0))))
    remark, about = remark_on_test(known, source)
    assert remark == "predicts “no” only" and "tells no classes apart" in about
    assert confusion.note([known], ("no", "yes")) == "Weights: last, epoch 3; Image_CNN predicts “no” only"
    both = competitor(3, TestResult("last", 3, {"accuracy": 0.7}, ((6, 1), (3, 0))))
    assert remark_on_test(both, source) == ("", "")


def test_a_model_that_is_trained_further_after_its_test(view: View, hands: Hands, pool: FakePool) -> None:
    """It once read "tested, 6 epochs" beside the value of epoch 3."""
    view.selection.entries["epochs"].set("3")
    for button in (view.content.toolbar.train, view.content.toolbar.test, view.content.toolbar.train):
        hands.wait(lambda button=button: not button.instate(["disabled"]))  # type: ignore[misc]
        hands.press(button)
        pool.finish_training()
        pool.finish_tests()
        hands.wait(lambda: not view.experiment.busy)
        hands.rest()
    row = view.content.left.competitors.rows["Image_CNN"]
    assert row.state_text.cget("text") == "250,000 · trained, 6 epochs"
    assert row.score_of.cget("text") == "best val., epoch 6" and row.score.cget("text") == "0.9000"
    assert row.remark.cget("text") == "test 0.9876 at epoch 3" and row.remark.winfo_ismapped()
    assert "4 of 4 trained further since" in view.content.confusion.note.cget("text")


def test_the_file_of_a_matrix_names_the_epoch_of_an_earlier_test() -> None:
    now, earlier = competitor(15, after_test("last", 15)), competitor(65, after_test("last", 15), since=True)
    assert [file_name_of_test(known) for known in (now, earlier)] == ["Image_CNN", "Image_CNN-epoch-15"]
