"""Messages to clients."""
