"""A desktop workbench in which neural networks compete on one data set."""

__version__ = "0.1.0"
