from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.storage.console_log import ConsoleLog


def test_lines_are_on_disk_at_once(tmp_path: Path) -> None:
    log = ConsoleLog(tmp_path / "new" / "console.txt")
    log.append("first – line")
    assert log.path.read_text(encoding="utf-8") == "first – line\n"
    log.append("second")
    log.close()
    again = ConsoleLog(log.path)
    again.append("third")
    again.close()
    assert log.path.read_text(encoding="utf-8") == "first – line\nsecond\nthird\n"


def test_failure_is_reported_once_and_lines_are_kept(tmp_path: Path) -> None:
    blocker = tmp_path / "folder"
    blocker.write_text("a file in the way")
    log = ConsoleLog(blocker / "console.txt")
    with pytest.raises(UserError, match="console"):
        log.append("one")
    log.append("two")
    waiting = log.failure
    blocker.unlink()
    log.append("three")
    assert waiting is not None
    assert log.failure is None
    assert log.path.read_text() == "one\ntwo\nthree\n"


def test_full_disk(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    path = tmp_path / "console.txt"
    path.symlink_to(full)
    log = ConsoleLog(path)
    with pytest.raises(UserError, match="the disk is full"):
        log.append("one")
    log.append("two")
    log.close()
    path.unlink()
    log.append("three")
    assert path.read_text() == "one\ntwo\nthree\n"


def test_copy(tmp_path: Path) -> None:
    log = ConsoleLog(tmp_path / "console.txt")
    log.append("one")
    log.copy_to(tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_text() == "one\n"
    with pytest.raises(UserError):
        log.copy_to(tmp_path / "copy.txt" / "inside")


def test_copy_has_lines_that_could_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    log = ConsoleLog(tmp_path / "folder" / "console.txt")
    with pytest.raises(UserError):
        log.append("kept \ud800")
    log.copy_to(tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_text() == "kept \\ud800\n"
