"""The places of a provider's own calendar, read from it and kept as places of the house."""
