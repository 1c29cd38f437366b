"""The SDK a provider writes a plugin with."""
