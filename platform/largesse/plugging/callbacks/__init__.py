"""Callbacks of providers: kept as they came, proved, read, told to the house once."""
