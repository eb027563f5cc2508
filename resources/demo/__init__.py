"""The demo clip and the script that draws it (`make demo`)."""
