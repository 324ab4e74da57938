"""What was found in data of the user's, a line each, in the order of its weight."""

from collections.abc import Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.data.imports.checks import CheckReport, Severity
from workbench.errors import UserError
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

ERROR, WARNING, FACT, DONE = "✖", "⚠", "•", "✓"


class ImportNotes(ttk.Frame):
    """A text of a few lines; errors are red.

    Attributes:
        text: the lines.
    """

    def __init__(self, parent: Misc) -> None:
        super().__init__(parent)
        self.columnconfigure(0, weight=1)
        self.text = ttk.Text(self, height=5, wrap="word", state="disabled", takefocus=False)
        self.text.grid(row=0, column=0, sticky="ew")
        add_scrollbars(self.text, across=False)
        tip(self.text, "What was found in the data, and what to do about it.")
        self.text.tag_configure("error", foreground=ttk.Style.get_instance().colors.danger)
        self.text.tag_configure("hanging", lmargin2=px(self, 18))

    def show(self, lines: Sequence[str]) -> None:
        """Show other lines."""
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        for number, line in enumerate(lines):
            tags = ("hanging", "error") if line.startswith(ERROR) else ("hanging",)
            self.text.insert("end", f"\n{line}" if number else line, tags)
        self.text.configure(state="disabled")

    def show_problem(self, error: UserError) -> None:
        """Show what is wrong and what to do."""
        self.show([f"{ERROR}  {error.message} {error.advice}".rstrip()])


def report_lines(report: CheckReport, notes: Sequence[str]) -> list[str]:
    """What a check has found, then the notes of the first look."""
    marks = {Severity.ERROR: ERROR, Severity.WARNING: WARNING}
    found = [f"{marks[finding.severity]}  {finding}" for finding in report.findings]
    size = sum(report.train) + sum(report.test)
    nothing = "" if found or notes else ": nothing conspicuous was found"
    return [*found, *notes, f"{DONE}  All {size:,} samples were checked{nothing}."]
