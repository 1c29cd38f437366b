"""Review: people look at what the gate of risk held or denied, and keep its rules."""
