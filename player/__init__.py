"""Plays a file: decoding, time, shader chains, drawing. Knows no window."""
