"""The belt without a window: still, doctor (one small file each)."""
