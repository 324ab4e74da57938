"""What menus and lists do with the user's data."""

from collections.abc import Callable
from pathlib import Path

from workbench.data.imports.formats import source_of
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.registry import format_of
from workbench.data.types import DatasetSource
from workbench.view.commands.window import Window
from workbench.view.importing.dialog import ImportDialog
from workbench.view.importing.jobs import ImportJobs
from workbench.view.importing.remembered import Found, find, first_look, imported_names, is_exported, open_exported
from workbench.view.importing.remembered_dialog import ImportedSetsDialog
from workbench.view.widgets.background import in_background
from workbench.view.widgets.small import let_go


class ImportCommands:
    """The commands on the user's data.

    Args:
        choose: starts an experiment with a dataset, after asking about what would be lost.
        report: shows an error.

    Attributes:
        jobs: who receives the events of which job.
    """

    def __init__(
        self, view: Window, choose: Callable[[DatasetSource], None], report: Callable[[Exception, str], None]
    ) -> None:
        self.jobs = ImportJobs()
        self._view = view
        self._choose = choose
        self._report = report

    @property
    def names(self) -> tuple[str, ...]:
        """Of the remembered sets."""
        return imported_names(self._view.folders)

    def manage(self) -> None:
        """The dialog of all remembered sets, then what the user wants of them."""
        dialog = ImportedSetsDialog(self._view.root, self._view.experiment, self.jobs, self._view.log)
        answer, chosen = dialog.run(), dialog.chosen
        if isinstance(chosen, Path):
            self.open(chosen)
        elif answer == "use" and chosen is not None:
            self.use(chosen.name)
        elif answer == "change" and chosen is not None:
            self._look_again(chosen)

    def open(self, path: Path) -> None:
        """Look at a file or folder, with what was chosen for it before; an exported set needs no look."""
        folders = self._view.folders
        if is_exported(path):
            in_background(self._view.root, lambda: open_exported(path, folders), self._opened)
        else:
            options, name = first_look(path, folders)
            self._look(path.resolve(), options, name)

    def use(self, name: str) -> None:
        """Start an experiment with a remembered set; where its files have changed, look at them again first."""
        folders = self._view.folders
        in_background(self._view.root, lambda: find(name, folders), self._use)

    def _use(self, found: Found | Exception) -> None:
        if isinstance(found, Exception):
            self._report(found, "opening a set of yours")
        elif found.changed:
            recipe = found.recipe
            self._view.log(f"The files of {recipe.name} have changed since they were looked at.")
            self._look_again(recipe)
        else:
            self._start(found.recipe)

    def _opened(self, result: DatasetSource | Exception) -> None:
        if isinstance(result, Exception):
            self._report(result, "opening an exported set")
        else:
            self._choose(result)

    def _look_again(self, recipe: Recipe) -> None:
        self._look(recipe.path, format_of(recipe).options_of(recipe), recipe.name)

    def _look(self, path: Path, options: ImportOptions | None, name: str) -> None:
        view = self._view
        recipe = ImportDialog(view.root, view.experiment, self.jobs, path, options, name).run()
        let_go()
        if recipe is not None:
            self._start(recipe)

    def _start(self, recipe: Recipe) -> None:
        self._choose(source_of(recipe))
