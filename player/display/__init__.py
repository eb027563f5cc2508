"""Joins playback and render: the drawing loop and the finished pictures it shows."""
