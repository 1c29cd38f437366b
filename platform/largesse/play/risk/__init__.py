"""Risk: who comes too often or is known for it; an attempt is let through, held for review or denied."""
