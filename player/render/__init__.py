"""The verbs of drawing: planes to textures, colour, shader chain, scaling, compare."""
