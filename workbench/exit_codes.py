"""What the program tells its caller when it ends."""

DONE = 0
FAILED = 1
"""A network failed."""
WRONG_USE = 2
INTERRUPTED = 130
"""By Ctrl+C, as shells number it, or by a reader who has gone."""
