"""How near a chain comes to a picture that is known: shrink, enlarge, measure, show."""
