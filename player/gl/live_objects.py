"""Counts the GL objects that exist, so that a test can see none was forgotten.

Thread: any; one lock, held for an addition.
"""

import threading
from collections import Counter

_lock = threading.Lock()
_counts: Counter[str] = Counter()


def note_made(kind: str) -> None:
    """Count an object of `kind` that was just made."""
    with _lock:
        _counts[kind] += 1


def note_released(kind: str) -> None:
    """Count an object of `kind` out."""
    with _lock:
        _counts[kind] -= 1


def live_objects() -> dict[str, int]:
    """Return how many objects of each kind exist; kinds at zero are left out."""
    with _lock:
        return {kind: count for kind, count in _counts.items() if count}
