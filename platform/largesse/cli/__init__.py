"""The command line: `largesse …`."""
