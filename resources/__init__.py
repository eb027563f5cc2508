"""Icons, style sheet and the demo clip, as data: see README.md in this folder."""
