"""What a client complains of, answered by people within three working days."""
