"""Ledger, statements, matching, differences, batches."""
