"""Answers to a right's form: given, taken back, shown to staff for a purpose, kept for a while, destroyed."""
