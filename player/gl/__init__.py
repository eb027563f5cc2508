"""Thin nouns over OpenGL: the only importer of `OpenGL`."""
