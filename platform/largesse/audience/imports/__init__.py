"""Client files: read, checked, taken in."""
