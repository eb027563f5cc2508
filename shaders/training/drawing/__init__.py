"""Synthetic line art: what the networks are trained on, drawn by our own code."""
