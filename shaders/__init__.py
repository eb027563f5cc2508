"""Shaders that Sakuga ships, as data: see README.md in this folder."""
