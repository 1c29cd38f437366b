"""What the audit shows: who did what to which subject."""
