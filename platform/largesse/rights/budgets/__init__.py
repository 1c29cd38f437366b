"""Budgets: how much may be given, what is reserved and what is spent."""
