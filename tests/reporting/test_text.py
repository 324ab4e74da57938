"""The console's lines, and numbers as people read them."""

from datetime import datetime

import pytest

from workbench.events.data import DatasetPrepared, PreparationProgress
from workbench.events.jobs import JobEnded, JobFailed, JobRestarted, JobStarted, Notice, Outcome
from workbench.events.training import (
    BatchProgress,
    EpochEnded,
    Phase,
    TestEnded,
    TrainingStarted,
    WeightsLoaded,
    WeightsSaved,
)
from workbench.reporting.text import (
    event_line,
    format_bytes,
    format_count,
    format_score,
    format_seconds,
    progress_line,
)
from workbench.settings.training import TrainingSettings

SETTINGS = TrainingSettings(10, 32, 0.001, "adam")
NOW = datetime(2024, 1, 2, 14, 2, 11)


NAMES: dict[str, TrainingSettings | None] = dict.fromkeys(("Image_CNN", "Image_CNNx"))


def line(event: object) -> str:
    text = event_line(event, NAMES, NOW)  # type: ignore[arg-type]
    assert text is not None
    return text


def test_an_epoch_is_one_line() -> None:
    values: dict[str, float | None] = {"loss": 0.25123, "accuracy": 0.9061, "val_loss": 0.2398, "val_accuracy": 0.912}
    assert line(EpochEnded(1, "Image_CNN", 18, 30, values, 18, 9.1)) == (
        "[14:02:11] Image_CNN    epoch 18/30   loss 0.2512   accuracy 0.9061   val_loss 0.2398   val_accuracy 0.9120"
        "   9.1 s   1 min 49 s left"
    )


def test_the_learning_rate_of_a_schedule_is_exact() -> None:
    text = line(EpochEnded(1, "Image_CNN", 2, 3, {"loss": 0.5, "learning_rate": 0.0023502}, 2, 1.0))
    assert "loss 0.5000   learning rate 0.00235   1.0 s" in text


def test_settings_are_shown_when_training_starts() -> None:
    started = TrainingStarted(1, "Image_CNN", 0, 5, 1293, 144, 1, 1, False, {})
    text = event_line(started, {"Image_CNN": SETTINGS}, NOW)
    assert text is not None
    first, second = text.splitlines()
    assert first.endswith("1 batch a step)")
    assert second == f"{'':11}{'':9}   adam, learning rate 0.001, batch 32"


def test_undefined_values_are_a_dash_and_the_last_epoch_says_so() -> None:
    text = line(EpochEnded(1, "Image_CNNx", 3, 3, {"loss": 1.0, "auc_pr": None, "f1": float("nan")}, 3, 0.2))
    assert "auc_pr –   f1 –" in text
    assert text.endswith("last epoch")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            TestEnded(1, "Image_CNN", "best", 7, {"loss": 0.1, "accuracy": 0.95}, ((1,),), 1.0),
            "test (weights: best, epoch 7)",
        ),
        (
            TestEnded(1, "Image_CNN", "last", 3, {"loss": 0.1}, ((7, 0), (3, 0)), 1.0, 0, "no"),
            "Note: Image_CNN predicts “no” for every test row",
        ),
        (
            TestEnded(1, "Image_CNN", "last", 3, {"loss": 0.1}, ((7, 0), (3, 0)), 1.0, 0, "no", 106),
            "It reads the 106 features one after the other and keeps little of the first ones",
        ),
        (TestEnded(1, "Image_CNN", "last", 0, {"loss": 0.1}, ((1,),), 1.0), "test (weights: loaded)"),
        (TestEnded(1, "Image_CNN", "last", 3, {"loss": 0.1}, ((1,),), 1.0, 4), "test (weights: last, within epoch 4)"),
        (
            TrainingStarted(1, "Image_CNN", 0, 5, 1293, 144, 1, 1, False, {}),
            "training starts, to epoch 5 (1,293 training rows",
        ),
        (TrainingStarted(1, "Image_CNN", 5, 8, 1293, 144, 1, 1, False, {}), "continues after epoch 5, to epoch 8"),
        (
            TrainingStarted(1, "Image_CNN", 0, 5, 1293, 144, 1, 1, False, {}),
            "144 validation rows; 1 thread, 1 batch a step)",
        ),
        (
            TrainingStarted(1, "Image_MLP", 0, 5, 1293, 144, 4, 32, False, {}),
            "144 validation rows; 4 threads, 32 batches a step)",
        ),
        (TrainingStarted(1, "Image_RNN", 0, 5, 54_000, 6_000, 1, 2, True, {}), "2 batches a step, unrolled)"),
        (DatasetPrepared(1, "", "digits", "f", "0", 1437, 360, ("odd sum",)), "Note: odd sum"),
        (WeightsSaved(1, "Image_CNN", "weights/digits/a"), "weights saved to weights/digits/a"),
        (WeightsLoaded(1, "Image_CNN", "a.h5", "2023"), "weights loaded from a.h5 (2023)"),
        (JobRestarted(1, "Image_CNN", "The worker died."), "The worker died. Another worker goes on"),
        (Notice(1, "", "hello"), "[14:02:11] hello"),
        (
            JobFailed(1, "Image_CNN", "The disk is full.", "Free some space."),
            "failed: The disk is full. Free some space.",
        ),
        (JobEnded(1, "Image_CNN", Outcome.STOPPED), "stopped"),
    ],
)
def test_events_worth_a_line(event: object, expected: str) -> None:
    assert expected in line(event)


def test_events_not_worth_a_line() -> None:
    for event in (JobStarted(1, "Image_CNN"), JobEnded(1, "Image_CNN", Outcome.DONE)):
        assert event_line(event, NAMES) is None
        assert progress_line(event, NAMES) is None


def test_progress_lines() -> None:
    text = progress_line(BatchProgress(1, "Image_CNN", Phase.TRAINING, 3, 10, 640, 1280, 0.5), NAMES)
    assert text is not None
    assert "epoch 3/10" in text and "640/1,280" in text and "loss 0.5000" in text
    assert text.count("█") == text.count("░") == 10
    text = progress_line(
        BatchProgress(1, "Image_CNN", Phase.TRAINING, 3, 10, 640, 1280, 0.5, {"accuracy": 0.75}), NAMES
    )
    assert text is not None and text.endswith("640/1,280   loss 0.5000   accuracy 0.7500")
    text = progress_line(BatchProgress(1, "Image_CNN", Phase.TESTING, 0, 0, 10, 10, None), NAMES)
    assert text is not None
    assert "testing" in text and "epoch" not in text and "loss" not in text
    text = progress_line(PreparationProgress(1, "", "downloading", 50, 200), NAMES)
    assert text is not None and "25%" in text
    text = progress_line(PreparationProgress(1, "", "reading", 5000, 0), NAMES)
    assert text is not None and "5,000" in text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"),
        (0, "0.0 s"),
        (9.1, "9.1 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (109.2, "1 min 49 s"),
        (7500, "2 h 05 min"),
    ],
)
def test_durations(seconds: float | None, text: str) -> None:
    assert format_seconds(seconds) == text


def test_numbers() -> None:
    assert [format_score(value) for value in (None, float("nan"), 0.0, 0.98765, 123456.0, 1e-7)] == [
        "–",
        "–",
        "0.0000",
        "0.9877",
        "1.235e+05",
        "1.000e-07",
    ]
    assert format_count(None) == "–" and format_count(1234567) == "1,234,567"
    assert [format_bytes(size) for size in (0, 999, 1500, 250_000_000, 3_200_000_000)] == [
        "0 B",
        "999 B",
        "1.5 kB",
        "250 MB",
        "3.2 GB",
    ]
