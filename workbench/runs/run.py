"""The run of an experiment: its record on disk and what is written there about its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.data import DatasetPrepared
from workbench.runs.record import RunRecord
from workbench.runs.run_file import read_run_file, write_run_file
from workbench.runs.run_settings import PreparedData, RunSettings, Training
from workbench.runs.trials import StoredModel
from workbench.settings.request import Validation
from workbench.storage.folders import Folders


@dataclass
class Run:
    """A run record with its settings; every change is on disk at once, beside what other programs have entered there.

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
        settings = RunSettings(
            source.name, quartet, seed, validation, competitors, classes=source.classes, recipe=source.recipe
        )
        write_run_file(record.folder, settings)
        return cls(record, settings)

    @classmethod
    def open(cls, folder: Path) -> "Run":
        """A run that is on disk."""
        return cls(RunRecord(folder), read_run_file(folder))

    @property
    def folder(self) -> Path:
        return self.record.folder

    def note_training(self, training: Training) -> None:
        known = self._known()
        self._enter(replace(known, trainings=(*known.trainings, training)))

    def note_loaded(self, files: Mapping[str, Path]) -> None:
        known, loaded = self._known(), {name: str(path) for name, path in files.items()}
        self._enter(replace(known, loaded=known.loaded | loaded))

    def note_data(self, prepared: DatasetPrepared) -> bool:
        """Enter what is known of the prepared data; returns whether they are others than those of the run so far."""
        known, before = self._known(), self.settings.data
        data = PreparedData(prepared.fingerprint, prepared.train_rows, prepared.test_rows, tuple(prepared.warnings))
        if before is None:
            self._enter(replace(known, data=data))
        elif before.fingerprint != data.fingerprint:
            self._enter(replace(known, data=data, earlier_data=(*known.earlier_data, before)))
        return before is not None and before.fingerprint != data.fingerprint

    def _known(self) -> RunSettings:
        """What stands on disk by now; what is known here where that cannot be read."""
        try:
            return read_run_file(self.folder)
        except UserError:
            return self.settings

    def _enter(self, settings: RunSettings) -> None:
        self.settings = settings
        write_run_file(self.folder, settings)
