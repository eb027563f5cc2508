"""Times as people read them. Pure."""


def clock(seconds: float, *, with_hours: bool = False) -> str:
    """Return "03:07" or "1:02:03"; `with_hours` keeps the hours for a steady width."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours or with_hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes:02}:{rest:02}"
