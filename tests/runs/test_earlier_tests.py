"""A test of other weights leaves the earlier one beside it."""

from pathlib import Path

import pytest

from workbench.runs.tested import EARLIER, TEST_FILE, TestRecord, keep_earlier, read_test, write_test


def write(folder: Path, which: str, epoch: int, partial_epoch: int = 0, position: int = 0) -> None:
    """Write a test as a job does."""
    record = TestRecord(which, epoch, {"accuracy": epoch / 100}, ((1,),), partial_epoch, position)
    scores = folder / "test_scores.npz"
    keep_earlier(folder, record.weights, [scores])
    scores.write_text(f"{which} {epoch}")
    write_test(folder, record)


def kept(folder: Path) -> dict[str, str]:
    return {path.name: (path / "test_scores.npz").read_text() for path in (folder / EARLIER).glob("*")}


def test_tests_of_all_weights_are_kept(tmp_path: Path) -> None:
    write(tmp_path, "last", 15)
    assert not kept(tmp_path)
    write(tmp_path, "last", 15)
    assert not kept(tmp_path)
    write(tmp_path, "last", 64, 65, 320)
    write(tmp_path, "best", 40)
    write(tmp_path, "last", 67)
    assert kept(tmp_path) == {
        "last-epoch-15": "last 15",
        "last-epoch-64-within-65-320": "last 64",
        "best-epoch-40": "best 40",
    }
    first = read_test(tmp_path / EARLIER / "last-epoch-15")
    assert first is not None and first.values == {"accuracy": 0.15}
    now = read_test(tmp_path)
    assert now is not None and now.epoch == 67


@pytest.mark.parametrize("content", ["{", '{"version": 2}'])
def test_a_damaged_test_is_kept_too(tmp_path: Path, content: str) -> None:
    (tmp_path / TEST_FILE).write_text(content)
    write(tmp_path, "last", 3)
    (folder,) = (tmp_path / EARLIER).iterdir()
    assert (folder / TEST_FILE).read_text() == content
