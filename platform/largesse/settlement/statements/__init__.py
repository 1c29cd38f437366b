"""Statements: what a provider sends, read into canonical lines without trusting a byte of it.

Words       profile (a saved column mapping) · line · control total · quarantine
Invariant   a file loads only when every row was read exactly and the file's own totals agree
Source      docs/explanation/statements.md
"""
