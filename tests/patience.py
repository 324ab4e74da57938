"""How long tests wait for what should happen: long enough for a machine that does other work, too."""

PATIENCE = 600
"""Seconds until a test gives up; nothing is measured."""
