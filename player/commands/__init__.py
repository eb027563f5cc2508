"""The belt without a window: still, quality, doctor (one small file each)."""
