"""The window (PySide6): shows status, sends intent."""
