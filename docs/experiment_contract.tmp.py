"""CONTRACT of workbench/experiment.py (being written; these signatures are fixed)."""

class Experiment:
    """One dataset and four competing models; the one thing View and cli talk to.

    Attributes:
        source: DatasetSource            # workbench.data.types
        quartet: Quartet                 # workbench.networks.types
        competitors: dict[str, Competitor]   # by name, in the quartet's order; workbench.competitor
        seed: int
        validation: Validation           # workbench.training.settings
        prepared: DatasetPrepared | None # None until the dataset is ready (event)
        run: RunRecord | None            # None until something was trained, tested or loaded
        folders: Folders                 # workbench.storage.folders
    """

    def __init__(self, pool: WorkerPool, folders: Folders, dataset: str, quartet: str | None = None,
                 seed: int = 1, validation: Validation = Validation()) -> None: ...
    # raises UserError for an unknown dataset or quartet or one whose kind does not fit

    # --- state
    @property
    def busy(self) -> bool: ...          # any job waiting or running (preparing in the background counts)
    @property
    def working(self) -> bool: ...       # train/test/save/load jobs waiting or running (what Stop stops)
    @property
    def paused(self) -> bool: ...
    @property
    def unsaved(self) -> tuple[str, ...]: ...   # names of models with unsaved training
    @property
    def progress(self) -> float: ...     # 0..1 of all jobs now waiting or running
    @property
    def seconds_left(self) -> float | None: ...  # None while unknown
    def effective_settings(self, name: str, request: TrainingRequest) -> TrainingSettings: ...
    @property
    def seed_fixed(self) -> bool: ...    # True once a model of this run is trained: seed and validation can't change until reset
    def set_seed(self, seed: int) -> None: ...               # UserError if seed_fixed and different
    def set_validation(self, validation: Validation) -> None: ...

    # --- commands; each returns at once, results come as events; all raise UserError for wrong use
    def prepare(self) -> None: ...       # find/download/cache the dataset; called by the window when a dataset is chosen
    def describe(self) -> None: ...      # Described events for all four models (parameters, summary)
    def train(self, names: Sequence[str], request: TrainingRequest) -> None: ...
    def test(self, names: Sequence[str], which: WhichWeights = WhichWeights.LAST) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...
    def reset(self) -> None: ...         # all four anew; the next Train starts a new run; UserError while working
    def save_weights(self, names, set_name: str, which=WhichWeights.LAST) -> None: ...  # weights/<dataset>/<set name>/
    def load_weights(self, names, folder: Path) -> None: ...   # <Model>.weights.h5 or legacy <Model>.h5 in folder
    def predict(self, names, request: SampleRequest, which=WhichWeights.LAST) -> None: ...
    # SampleRequest(index: int | None = None, file: Path | None = None, text: str | None = None); index None and no
    # file and no text = a random test sample; from workbench.jobs.jobs

    # --- events
    def poll(self, timeout: float = 0.0) -> list[Event]: ...
    # drains the worker pool, updates the competitors, returns what happened (workbench.jobs.events), in order.
    # The window calls it in after(30..50 ms); it returns within a few ms.
    def close(self) -> None: ...         # stops its jobs (does not close the pool)

    @classmethod
    def open(cls, pool, folders, run_folder: Path) -> "Experiment": ...   # reopen a run record

# workbench/report.py (pure): event_line(event, experiment) -> str | None: a console line (an epoch, a result, a notice, an
#   error); progress_line(event) -> str: the progress line of one model that updates in place; results_table(competitors) -> str
# workbench/entries.py (pure): parse_epochs(text) -> int|None, parse_batch_size(text), parse_learning_rate(text), parse_seed(text)
#   "" gives None (= the network's default; seed: 1); wrong text raises UserError naming the field, what was entered and the allowed range.
# workbench/jobs/pool.py: WorkerPool(jobs: int | None = None) ; pool.start() ; pool.close() ; pool.pids -> list[int]
