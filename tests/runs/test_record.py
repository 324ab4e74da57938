import json
from datetime import datetime
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.runs.record import RunRecord, list_runs, read_test, write_history, write_test

NOW = datetime(2026, 3, 4, 5, 6, 7)
SETTINGS = {"dataset": "breast-cancer", "quartet": "tabular", "seed": 1}


@pytest.fixture
def record(tmp_path: Path) -> RunRecord:
    record = RunRecord.create(tmp_path / "runs", "breast-cancer", "tabular", NOW)
    record.write_settings(SETTINGS)
    return record


def test_folder_names_are_unique(tmp_path: Path) -> None:
    names = [RunRecord.create(tmp_path, "digits", "image", NOW).folder.name for _ in range(3)]
    assert names == ["20260304-050607-digits-image", "20260304-050607-digits-image-2", "20260304-050607-digits-image-3"]


def test_folder_of_the_users_choice(tmp_path: Path) -> None:
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


def test_settings_round_trip(record: RunRecord) -> None:
    assert record.read_settings() == SETTINGS


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', "{}"])
def test_damaged_settings(record: RunRecord, text: str) -> None:
    (record.folder / "run.json").write_text(text)
    with pytest.raises(UserError, match=r"run\.json"):
        record.read_settings()


def test_missing_settings(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a run record"):
        RunRecord(tmp_path).read_settings()


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


def test_record_in_a_folder_of_the_users_choice_can_be_deleted(tmp_path: Path) -> None:
    record = RunRecord.create_at(tmp_path / "out")
    record.write_settings(SETTINGS)
    record.delete()
    assert not (tmp_path / "out").exists()


def test_list_is_newest_first_with_damaged_ones(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "none") == []
    old = RunRecord.create(tmp_path, "temporal-order", "sequence", NOW.replace(year=2025))
    old.write_settings({"dataset": "temporal-order", "quartet": "sequence"})
    write_test(old.model_folder("Sequential_MLP"), {"values": {"accuracy": 0.75, "loss": 0.5}})
    write_test(old.model_folder("Sequential_RNN"), {"values": {"accuracy": None}})
    new = RunRecord.create(tmp_path, "breast-cancer", "tabular", NOW)
    new.write_settings(SETTINGS)
    (new.model_folder("Tabular_MLP") / "test.json").write_text("[")
    damaged = RunRecord.create(tmp_path, "breast-cancer", "tabular", NOW)
    (tmp_path / "notes.txt").write_text("not a folder")
    runs = list_runs(tmp_path)
    assert [run.folder for run in runs] == [damaged.folder, new.folder, old.folder]
    assert runs[2].accuracies == {"Sequential_MLP": 0.75, "Sequential_RNN": None}
    assert runs[2].damage == ""
    assert runs[2].started == NOW.replace(year=2025)
    assert runs[2].size == old.size()
    assert "test.json" in runs[1].damage
    assert (runs[0].dataset, runs[0].quartet) == ("breast-cancer", "tabular")
    assert "run.json" in runs[0].damage


def test_started_of_a_folder_of_the_users_choice(tmp_path: Path) -> None:
    record = RunRecord.create_at(tmp_path / "out")
    record.write_settings({**SETTINGS, "started": NOW.isoformat()})
    assert list_runs(tmp_path)[0].started == NOW


def test_history_round_trip(tmp_path: Path) -> None:
    history: dict[str, list[float | None]] = {"loss": [1.5, 0.1 + 0.2], "val_auc_roc": [None, 0.5]}
    write_history(tmp_path, history)
    assert json.loads((tmp_path / "history.json").read_text()) == history
    assert (tmp_path / "history.csv").read_text() == "epoch,loss,val_auc_roc\n1,1.5,\n2,0.30000000000000004,0.5\n"


def test_history_of_a_training_that_diverged(tmp_path: Path) -> None:
    write_history(tmp_path, {"loss": [1.0, float("nan"), float("inf")]})
    assert json.loads((tmp_path / "history.json").read_text()) == {"loss": [1.0, None, None]}


def test_history_before_the_first_epoch(tmp_path: Path) -> None:
    write_history(tmp_path, {})
    assert (tmp_path / "history.csv").read_text() == "epoch\n"


def test_test_result_round_trip(tmp_path: Path) -> None:
    assert read_test(tmp_path) == {}
    result = {"which": "best", "values": {"accuracy": 0.9}, "confusion_matrix": [[1, 2], [3, 4]]}
    write_test(tmp_path, result)
    assert read_test(tmp_path) == result
