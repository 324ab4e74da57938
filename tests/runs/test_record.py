"""The folder of a run: made, measured, deleted."""

from datetime import datetime
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.runs.record import RunRecord
from workbench.runs.run_file import write_run_file
from workbench.runs.run_settings import RunSettings
from workbench.settings.request import Validation

NOW = datetime(2026, 3, 4, 5, 6, 7)
SETTINGS = RunSettings("breast-cancer", "tabular", 1, Validation(), ())


@pytest.fixture
def record(tmp_path: Path) -> RunRecord:
    record = RunRecord.create(tmp_path / "runs", "breast-cancer", "tabular", NOW)
    write_run_file(record.folder, SETTINGS)
    return record


def test_folder_names_are_unique(tmp_path: Path) -> None:
    names = [RunRecord.create(tmp_path, "digits", "image", NOW).folder.name for _ in range(3)]
    assert names == ["20260304-050607-digits-image", "20260304-050607-digits-image-2", "20260304-050607-digits-image-3"]


def test_folder_named_by_the_user(tmp_path: Path) -> None:
    assert RunRecord.create_at(tmp_path / "a" / "new").folder.is_dir()
    assert RunRecord.create_at(tmp_path / "a" / "new").folder.is_dir()  # still empty
    (tmp_path / "a" / "new" / "file").write_text("")
    with pytest.raises(UserError, match="not empty"):
        RunRecord.create_at(tmp_path / "a" / "new")
    with pytest.raises(UserError, match="Could not create"):
        RunRecord.create_at(tmp_path / "a" / "new" / "file")


def test_runs_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("")
    with pytest.raises(UserError, match="Could not create a run record"):
        RunRecord.create(tmp_path / "logs" / "runs", "digits", "image", NOW)


def test_size_counts_all_files(record: RunRecord) -> None:
    before = record.size()
    (record.model_folder("Image_MLP") / "checkpoint.npz").write_bytes(b"x" * 1000)
    assert record.size() == before + 1000


def test_delete(record: RunRecord) -> None:
    record.model_folder("Image_MLP")
    record.delete()
    assert not record.folder.exists()


def test_damaged_record_can_be_deleted(record: RunRecord) -> None:
    (record.folder / "run.json").unlink()
    record.delete()
    assert not record.folder.exists()


@pytest.mark.parametrize("text", [None, "{}", '{"format": 1}', "not JSON"])
def test_other_folders_are_not_deleted(tmp_path: Path, text: str | None) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "photo").write_text("")
    if text is not None:
        (folder / "run.json").write_text(text)
    with pytest.raises(UserError, match="not deleted"):
        RunRecord(folder).delete()
    assert (folder / "photo").exists()


def test_link_to_a_record_is_not_deleted(record: RunRecord, tmp_path: Path) -> None:
    link = tmp_path / record.folder.name
    link.symlink_to(record.folder)
    with pytest.raises(UserError, match="not deleted"):
        RunRecord(link).delete()
    assert (record.folder / "run.json").exists()


def test_record_in_a_folder_named_by_the_user_can_be_deleted(tmp_path: Path) -> None:
    record = RunRecord.create_at(tmp_path / "out")
    write_run_file(record.folder, SETTINGS)
    record.delete()
    assert not (tmp_path / "out").exists()
