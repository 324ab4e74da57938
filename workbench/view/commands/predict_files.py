"""Predict all samples of files that the user names."""

from pathlib import Path
from tkinter import filedialog

from workbench.data.types import Kind
from workbench.view.commands.window import Window
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.importing.jobs import ImportJobs

_FILE_TYPES = {
    Kind.IMAGE: (("Pictures", "*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff"), ("All files", "*")),
    Kind.TABULAR: (("Tables", "*.csv *.tsv *.txt *.xlsx *.xls *.parquet"), ("All files", "*")),
    Kind.SEQUENCE: (("Texts", "*.txt *.csv *.tsv"), ("All files", "*")),
}


def predict_files(view: Window, jobs: ImportJobs) -> None:
    """Ask for files and show what the ticked networks make of all their samples.

    Args:
        jobs: hands the events of the job to the dialog.

    Raises:
        UserError: a ticked network has no weights.
    """
    experiment = view.experiment
    names = experiment.with_weights(view.selection.ticked(experiment.competitors))
    kind = experiment.source.kind
    chosen = filedialog.askopenfilenames(parent=view.root, title="Files to predict", filetypes=_FILE_TYPES[kind])
    if not chosen:
        return
    dialog = PredictFilesDialog(view.root, names)
    number = experiment.predict_files(names, [Path(name) for name in chosen], view.selection.which())
    jobs.expect(number, dialog.take)
    try:
        dialog.wait()
    finally:
        experiment.stop_job(number)
