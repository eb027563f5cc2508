"""Samples to the sound card: the only importer of `sounddevice`."""
