"""Approval routes: proposed, signed, handed over, withdrawn."""
