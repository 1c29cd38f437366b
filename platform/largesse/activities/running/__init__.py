"""A live activity: paused, halted, ended, restocked, extended."""
