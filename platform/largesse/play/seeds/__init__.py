"""Seeds: what decides by chance, committed to before the start and shown at the end."""
