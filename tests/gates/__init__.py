"""Our networks beside Anime4K's on art nobody trained on: `make gates`."""
