"""A plugin at work: its process, the lines that it exchanges with its host, where it may reach."""
