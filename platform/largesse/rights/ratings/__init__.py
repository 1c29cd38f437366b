"""What a client says of a use: one to five stars, and words where he has any."""
