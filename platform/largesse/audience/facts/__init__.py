"""Facts that expressions may ask for, and how many clients an expression finds."""
