"""A separate company's program with its own store; the demo's and the tests' supplier."""
