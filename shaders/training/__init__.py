"""How the networks' weights were made: drawing, degrading, training, export."""
