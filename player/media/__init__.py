"""FFmpeg in, our frames out: the only importer of `av`; time bases end here."""
