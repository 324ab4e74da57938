"""The menu bar and the keyboard shortcuts."""

from collections.abc import Callable
from tkinter import StringVar

import ttkbootstrap as ttk

from workbench.view.commands.models import Actions
from workbench.view.commands.saving import save_confusion, save_console, save_curves, save_numbers
from workbench.view.dialogs import help as help_dialog
from workbench.view.widgets.theme import SCALINGS

Entry = tuple[str, str, Callable[[], object]] | None
"""Label, shortcut ("" for none) and command; None is a line between."""

_KEYS = {
    "F5": "<F5>",
    "F6": "<F6>",
    "F7": "<F7>",
    "F8": "<F8>",
    "F1": "<F1>",
    "Ctrl+S": "<Control-s>",
    "Ctrl+O": "<Control-o>",
    "Ctrl+L": "<Control-l>",
    "Ctrl+F": "<Control-f>",
    "Ctrl+D": "<Control-d>",
    "Ctrl+N": "<Control-n>",
    "Ctrl+T": "<Control-t>",
    "Ctrl+Q": "<Control-q>",
}


def build_menus(root: ttk.App, actions: Actions, mode: StringVar, scaling: StringVar) -> ttk.Menu:
    """The menu bar of the window; shortcuts are bound here too, so that menu and key never differ."""
    bar = ttk.Menu(root, tearoff=False)
    menus: dict[str, tuple[Entry, ...]] = {
        "File": (
            ("Save curves…", "", lambda: actions.save(save_curves)),
            ("Save confusion matrices…", "", lambda: actions.save(save_confusion)),
            ("Save numbers…", "", lambda: actions.save(save_numbers)),
            None,
            ("Your data…", "Ctrl+D", actions.imports.manage),
            ("Open run…", "", actions.runs.open_folder),
            None,
            ("Quit", "Ctrl+Q", actions.quit),
        ),
        "Experiment": (
            ("Train", "F5", actions.train),
            ("Test", "F6", actions.test),
            ("Pause or resume", "F7", actions.pause_or_resume),
            ("Stop", "F8", actions.stop),
            ("Reset…", "", actions.reset),
            None,
            ("Classes…", "", actions.choose_classes),
            ("Networks…", "Ctrl+N", actions.choose_networks),
            ("Training options…", "", actions.options),
        ),
        "Models": (
            ("Save weights…", "Ctrl+S", actions.save_weights),
            ("Load weights…", "Ctrl+O", actions.load_weights),
            None,
            ("Summaries", "", lambda: actions.show_tab("Summaries")),
        ),
        "Screen": (
            ("Clear", "Ctrl+L", actions.clear_screen),
            ("Save as text…", "", lambda: actions.save(save_console)),
            ("Find…", "Ctrl+F", actions.find),
        ),
        "View": (
            ("Light or dark", "Ctrl+T", actions.toggle_theme),
            None,
            ("Reset layout", "", actions.reset_layout),
        ),
        "Help": (
            ("Help", "F1", lambda: help_dialog.show_help(root)),
            ("Keyboard shortcuts", "", lambda: help_dialog.show_shortcuts(root)),
            ("About and citations", "", lambda: help_dialog.show_about(root)),
        ),
    }
    for title, entries in menus.items():
        menu = ttk.Menu(bar, tearoff=False)
        if title == "View":
            _view_selection(menu, actions, mode, scaling)
        for entry in entries:
            _add(root, menu, entry)
        bar.add_cascade(label=title, menu=menu, underline=1 if title == "Experiment" else 0)
    root.configure(menu=bar)
    return bar


def _view_selection(menu: ttk.Menu, actions: Actions, mode: StringVar, scaling: StringVar) -> None:
    for value in ("light", "dark"):
        menu.add_radiobutton(label=f"{value.capitalize()} theme", value=value, variable=mode, command=actions.restyle)
    menu.add_separator()
    for step in SCALINGS:
        menu.add_radiobutton(label=f"{step} %", value=str(step), variable=scaling, command=actions.rescale)
    menu.add_separator()


def _add(root: ttk.App, menu: ttk.Menu, entry: Entry) -> None:
    if entry is None:
        menu.add_separator()
        return
    label, keys, command = entry
    menu.add_command(label=label, accelerator=keys, command=command)
    if keys:
        root.bind(_KEYS[keys], lambda _: _without_default(command))


def _without_default(command: Callable[[], object]) -> str:
    """Run the command, and keep Tk from also doing what the key does in an entry or a text (Ctrl+O, Ctrl+F, Ctrl+T)."""
    command()
    return "break"
