"""A plugin at work: its process, the protocol with its host, where it may reach."""
