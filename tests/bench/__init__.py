"""GPU time of our shaders beside the official ones, in one run: `make bench`."""
