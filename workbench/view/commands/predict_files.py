"""Predict all samples of files that the user names."""

from pathlib import Path
from tkinter import filedialog

from workbench.data.inputs import sample_inputs
from workbench.experiment.inputs import experiment_inputs
from workbench.view.commands.ticked import ticked_with_weights
from workbench.view.commands.window import Window
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.importing.jobs import ImportJobs
from workbench.view.widgets.file_types import new_sample_types


def predict_files(view: Window, jobs: ImportJobs) -> None:
    """Ask for files and show what the ticked networks make of all their samples.

    Args:
        jobs: hands the events of the job to the dialog.

    Raises:
        UserError: no network is ticked, or none of those has weights.
    """
    experiment = view.experiment
    names = experiment.samples.with_weights(ticked_with_weights(view))
    kind = experiment.source.kind
    chosen = filedialog.askopenfilenames(parent=view.root, title="Files to predict", filetypes=new_sample_types(kind))
    if not chosen:
        return
    files = tuple(map(Path, chosen))
    inputs = experiment_inputs(experiment.source, experiment.folders, experiment.run) + sample_inputs(files)
    dialog = PredictFilesDialog(view.root, names, inputs)
    number = experiment.samples.predict_files(names, files, view.selection.which())
    jobs.expect(number, dialog.receive)
    try:
        dialog.wait()
    finally:
        experiment.stop_job(number)
