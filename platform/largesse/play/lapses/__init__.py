"""What becomes of what a play kept for a client who did not claim it in time."""
