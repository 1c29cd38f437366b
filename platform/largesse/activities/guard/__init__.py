"""The legal guard and every other check of a document."""
