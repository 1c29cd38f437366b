"""What clients are told that follows from the document, so that nobody has to type it."""
