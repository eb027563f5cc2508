"""The mpv user-shader format as data: parsed, planned, never drawn here (no GL)."""
