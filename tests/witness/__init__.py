"""Compares our pictures with mpv's of the same files: `python -m tests.witness`."""
