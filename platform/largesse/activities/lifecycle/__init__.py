"""Activities and their revisions: states, rows, the first draft."""
