"""What a worker can be asked to do: a job is a function of files and settings, so any worker can do it."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import Recipe
from workbench.data.types import DatasetSource
from workbench.settings.request import Execution, Validation, WhichWeights
from workbench.settings.training import Augmentation, TrainingSettings


@dataclass(frozen=True)
class Job:
    """Base of all jobs.

    Attributes:
        model: name of the model concerned, "" where a job concerns none or several.
    """

    model: str


@dataclass(frozen=True)
class PrepareJob(Job):
    """Find, download, read and cache a dataset. Answered by `DatasetPrepared`."""

    source: DatasetSource
    search_path: tuple[Path, ...]
    cache: Path


@dataclass(frozen=True)
class DescribeJob(Job):
    """Build networks and tell their parameters and layers. Answered by one `Described` a network."""

    networks: tuple[str, ...]
    source: DatasetSource


@dataclass(frozen=True)
class ModelJob(Job):
    """Base of the jobs that work on one model of a run.

    Attributes:
        data_folder: the prepared dataset (`DatasetPrepared.folder`).
        run_folder: the run record; the model's files are in the sub-folder of its name.
        execution: only its threads matter where nothing is trained.
    """

    source: DatasetSource
    data_folder: Path
    run_folder: Path
    seed: int
    validation: Validation
    execution: Execution

    @property
    def model_folder(self) -> Path:
        return self.run_folder / self.model


@dataclass(frozen=True)
class TrainJob(ModelJob):
    """Train a model from where it stands until ``target`` epochs are complete.

    Attributes:
        completed: epochs trained before, only for the progress of the whole.
        settings: nothing left open; ``settings.epochs`` is not used, ``target`` is.
    """

    completed: int
    target: int
    settings: TrainingSettings
    metrics: tuple[str, ...]
    validation_metrics: tuple[str, ...]


@dataclass(frozen=True)
class TestJob(ModelJob):
    """Test a model on the whole test part. Answered by `TestEnded`."""

    __test__ = False  # not a pytest class

    which: WhichWeights


@dataclass(frozen=True)
class SaveWeightsJob(ModelJob):
    """Write a model's weights and their description into a folder. Answered by `WeightsSaved`.

    Attributes:
        fingerprint, versions: of the data and the libraries, for the description.
    """

    which: WhichWeights
    folder: Path
    fingerprint: str
    versions: dict[str, str]


@dataclass(frozen=True)
class LoadWeightsJob(ModelJob):
    """Make the weights in a file the model's. Answered by `WeightsLoaded`."""

    path: Path


@dataclass(frozen=True)
class SampleRequest:
    """One sample to predict: a test sample by its index, a random one (nothing given), a file, or a text."""

    index: int | None = None
    file: Path | None = None
    text: str | None = None


@dataclass(frozen=True)
class PredictJob(Job):
    """Send one sample through networks. Answered by `SampleShown`, then one `SamplePredicted` a network."""

    networks: tuple[str, ...]
    source: DatasetSource
    data_folder: Path
    run_folder: Path
    which: WhichWeights
    sample: SampleRequest
    search_path: tuple[Path, ...]


@dataclass(frozen=True)
class AugmentJob(Job):
    """Show a few training pictures before and after random changes. Answered by `Augmented`.

    Attributes:
        draw: the same number gives the same pictures, and the same numbers for their changes.
    """

    source: DatasetSource
    data_folder: Path
    augmentation: Augmentation
    draw: int


@dataclass(frozen=True)
class InspectJob(Job):
    """Look at data of the user's, then check all of them. Answered by `Inspected` and `DataChecked`.

    Attributes:
        path: a table, or a folder of images or texts.
        options: of the kind of the data; None: the kind and all else are guessed.
        name: of the set where the options have none.
    """

    path: Path
    options: ImportOptions | None
    name: str


@dataclass(frozen=True)
class ExportJob(Job):
    """Write data of the user's with their preparation into a folder. Answered by `DataExported`.

    Attributes:
        folder: new or empty.
    """

    recipe: Recipe
    folder: Path


@dataclass(frozen=True)
class PredictFilesJob(Job):
    """Predict all samples of new files. Answered by one `FilesPredicted` a network.

    Attributes:
        networks: names.
        source: what the networks were trained on; its data need not be there.
        folder: of a run, or of saved weights.
        of_run: whether ``folder`` is that of a run.
        files: tables, pictures or texts, of the form of the dataset.
    """

    networks: tuple[str, ...]
    source: DatasetSource
    folder: Path
    of_run: bool
    which: WhichWeights
    files: tuple[Path, ...]
    search_path: tuple[Path, ...]
