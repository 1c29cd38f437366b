"""Revocations 撤销权益: two people end a right that nobody has used."""
