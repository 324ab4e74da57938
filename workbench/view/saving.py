"""Figures and numbers as files of the user's choice."""

from pathlib import Path
from tkinter import filedialog
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.view.view import View


def save_curves(view: "View") -> None:
    raise NotImplementedError


def save_confusion(view: "View") -> None:
    raise NotImplementedError


def save_numbers(view: "View") -> None:
    raise NotImplementedError
