"""The list of runs, damaged ones among them."""

from dataclasses import replace
from pathlib import Path

from tests.runs.test_record import NOW, SETTINGS
from workbench.runs.record import RunRecord
from workbench.runs.run_file import write_run_file
from workbench.runs.run_list import Accuracy, list_runs
from workbench.runs.tested import TestRecord, write_test


def test_list_is_newest_first_with_damaged_ones(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "none") == []
    old = RunRecord.create(tmp_path, "temporal-order", "sequence", NOW.replace(year=2025))
    write_run_file(old.folder, replace(SETTINGS, dataset="temporal-order", quartet="sequence"))
    write_test(old.model_folder("Sequential_MLP"), TestRecord("last", 1, {"accuracy": 0.75, "loss": 0.5}, ((1,),)))
    write_test(old.model_folder("Sequential_RNN"), TestRecord("last", 1, {"accuracy": None}, ((1,),)))
    new = RunRecord.create(tmp_path, "breast-cancer", "tabular", NOW)
    write_run_file(new.folder, SETTINGS)
    (new.model_folder("Tabular_MLP") / "test.json").write_text("[")
    damaged = RunRecord.create(tmp_path, "breast-cancer", "tabular", NOW)
    (tmp_path / "notes.txt").write_text("not a folder")
    runs = list_runs(tmp_path)
    assert [run.folder for run in runs] == [damaged.folder, new.folder, old.folder]
    assert runs[2].accuracies == {
        "Sequential_MLP": Accuracy(0.75, "last", 1),
        "Sequential_RNN": Accuracy(None, "last", 1),
    }
    assert runs[2].damage == ""
    assert runs[2].started == NOW.replace(year=2025)
    assert runs[2].size == old.size()
    assert "test.json" in runs[1].damage
    assert (runs[0].dataset, runs[0].quartet) == ("breast-cancer", "tabular")
    assert "run.json" in runs[0].damage
    assert [run.competitors for run in runs] == [0, len(SETTINGS.competitors), len(SETTINGS.competitors)]


def test_started_of_a_folder_named_by_the_user(tmp_path: Path) -> None:
    record = RunRecord.create_at(tmp_path / "out")
    write_run_file(record.folder, replace(SETTINGS, started=NOW.isoformat()))
    assert list_runs(tmp_path)[0].started == NOW
