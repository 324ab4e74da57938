"""Help: how to use the window, keyboard shortcuts, citations."""

from collections.abc import Iterable
from tkinter import Misc, font

import ttkbootstrap as ttk

from workbench.data.datasets.registry import DATASETS
from workbench.view.dialogs.modal import Dialog
from workbench.view.widgets.small import add_scrollbars
from workbench.view.widgets.theme import BOLD, plot_style, px

HELP = """In short
1. Choose a dataset on the left. Three of them work at once, without a download. “Classes…” takes only some classes,
   “Your data…” (Ctrl+D) a table, a folder of images or texts of yours.
2. Choose a quartet, or with “Networks…” (Ctrl+N) any one to twelve networks. Tick those that compete, and the metrics
   to follow while they train.
   Training options: optimizer, schedule, early stopping, augmentation and more, for all networks or for single ones.
3. Press Train. Curves and console show each epoch; Pause and Stop wait for the end of a batch and lose nothing.
4. Press Test, then look at the tab Confusion: rows are true classes, columns predicted ones.
5. In the tab Samples, send one test sample, a file or a text through the networks, or all samples of files.
6. Save weights (Ctrl+S) keeps the networks under a name; Load weights (Ctrl+O) brings them back, or deletes them.

Terms
Run: one session of an experiment, kept in a folder of its own (tab Runs). Training on adds to it; Reset ends it.
Best epoch: the one with the lowest validation loss. Test and save use the last epoch unless you choose otherwise.
“Within epoch 4”: these weights have seen a part of that epoch, as training was stopped there; Train finishes it.
Training values are those of the epoch's own predictions, with dropout at work; validation and test values are exact.
For more than two classes precision, recall, AUC and F1 are averaged over the classes, one against the rest (macro).
AUC PR is the average precision. “–” stands for a value that is undefined.

Same numbers again
The same seed and settings give the same numbers on the same machine, bit by bit, also after Stop and Train.
The field Epochs means further epochs. Seed and validation stay fixed until Reset."""

SHORTCUTS = (
    ("F5", "Train the ticked networks (also Enter in a field of the toolbar)"),
    ("F6", "Test the ticked networks"),
    ("F7", "Pause, resume"),
    ("F8", "Stop"),
    ("Ctrl+S", "Save weights"),
    ("Ctrl+O", "Load weights"),
    ("Ctrl+D", "Your data: tables, folders of images, texts"),
    ("Ctrl+N", "Networks: which ones compete"),
    ("Ctrl+L", "Clear the console's screen"),
    ("Ctrl+F", "Find in the console"),
    ("Ctrl+T", "Light or dark theme"),
    ("Ctrl+Tab", "Next tab (Ctrl+Shift+Tab: previous)"),
    ("Tab, Space", "Next control; tick or press it"),
    ("Alt+letter", "Open the menu with that underlined letter"),
    ("Ctrl+Q", "Quit"),
    ("F1", "Help"),
)

ABOUT = """The workbench lets neural networks, four as a rule, compete on one dataset. The idea, and networks and
settings of the quartets Tabular, Image and Sequence, come from M. Pyšík, Classification with neural networks in
the Keras environment, thesis, Brno 2023; those of the other quartets from course papers on image classification.

Colours of the first four competitors: M. Okabe and K. Ito, Color Universal Design, 2008; all twelve differ for the
colour-blind after the model of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, IEEE TVCG 15, 2009.
Macro averages: scikit-learn, Pedregosa et al., JMLR 12, 2011.
"""


def show_help(parent: Misc) -> None:
    """How to use the window."""
    _show(parent, "Help", HELP.split("\n"), {"In short", "Terms", "Same numbers again"})


def show_shortcuts(parent: Misc) -> None:
    """The keyboard shortcuts."""
    _show(parent, "Keyboard shortcuts", [f"{keys}\t{what}" for keys, what in SHORTCUTS], set())


def show_about(parent: Misc) -> None:
    """Where data, networks and methods come from."""
    lines = [*ABOUT.split("\n"), "Datasets"]
    lines += [f"{source.title}: {source.citation}. Licence: {source.licence}." for source in DATASETS.values()]
    _show(parent, "About and citations", lines, {"Datasets"})


def _show(parent: Misc, title: str, lines: Iterable[str], headings: set[str]) -> None:
    dialog = Dialog(parent, title)
    lines = list(lines)
    frame = ttk.Frame(dialog.body)
    frame.pack(fill="both", expand=True)
    frame.columnconfigure(0, weight=1)
    frame.rowconfigure(0, weight=1)
    background = plot_style().background
    dialog.add_button("Close", "close", default=True)
    width, height = dialog.room
    letters = font.nametofont("TkDefaultFont", parent)
    columns = min(96, (width - px(parent, 80)) // letters.measure("0"))
    rows = min(27, len(lines) + 4, (height - px(parent, 40)) // (letters.metrics("linespace") + px(parent, 3)))
    text = ttk.Text(frame, wrap="word", width=columns, height=rows, font="TkDefaultFont", cursor="arrow")
    text.configure(tabs=str(px(parent, 110)), spacing1=px(parent, 3), borderwidth=0, highlightthickness=0)
    text.configure(background=background, padx=px(parent, 4))
    text.tag_configure("heading", font=BOLD, spacing1=px(parent, 8))
    text.tag_configure("indented", lmargin2=px(parent, 18))
    for line in lines:
        text.insert("end", f"{line}\n", "heading" if line in headings else "indented")
    text.configure(state="disabled")
    text.grid(row=0, column=0, sticky="nsew")
    add_scrollbars(text, across=False)
    dialog.wait()
