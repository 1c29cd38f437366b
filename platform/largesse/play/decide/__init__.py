"""The closed set of operators: each says which choice an attempt meets; none does I/O or throws dice."""
