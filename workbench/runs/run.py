"""The run of an experiment: its record on disk and what is written there about its settings."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.events.data import DatasetPrepared
from workbench.runs.record import RunRecord
from workbench.runs.run_settings import RunSettings, Training
from workbench.runs.trials import StoredModel
from workbench.settings.request import Validation
from workbench.storage.folders import Folders


@dataclass
class Run:
    """A run record with its settings; every change is on disk at once.

    Raises (all methods):
        UserError: the folder cannot be made or written.
    """

    record: RunRecord
    settings: RunSettings

    @classmethod
    def start(
        cls,
        folders: Folders,
        folder: Path | None,
        source: DatasetSource,
        quartet: str,
        competitors: tuple[StoredModel, ...],
        seed: int,
        validation: Validation,
    ) -> "Run":
        """A new run, in ``folder`` or else in a new folder under ``logs/runs``."""
        record = (
            RunRecord.create_at(folder)
            if folder
            else RunRecord.create(folders.runs, source.key, quartet, datetime.now())
        )
        recipe = json.loads(source.recipe) if source.recipe else {}
        run = cls(
            record,
            RunSettings(
                source.name, quartet, seed, validation, competitors=competitors, classes=source.classes, recipe=recipe
            ),
        )
        run._write()
        return run

    @classmethod
    def open(cls, folder: Path) -> "Run":
        """A run that is on disk."""
        record = RunRecord(folder)
        return cls(record, RunSettings.from_json(record.read_settings()))

    @property
    def folder(self) -> Path:
        return self.record.folder

    def note_training(self, training: Training) -> None:
        self.settings.trainings.append(training)
        self._write()

    def note_loaded(self, files: dict[str, Path]) -> None:
        self.settings.loaded |= {name: str(path) for name, path in files.items()}
        self._write()

    def note_data(self, prepared: DatasetPrepared) -> None:
        self.settings.data = {
            "fingerprint": prepared.fingerprint,
            "train_rows": prepared.train_rows,
            "test_rows": prepared.test_rows,
            "warnings": list(prepared.warnings),
        }
        self._write()

    def _write(self) -> None:
        self.record.write_settings(self.settings.to_json())
