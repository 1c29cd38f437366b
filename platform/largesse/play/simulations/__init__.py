"""Simulations 模拟测算: a draft played by many clients in memory, by the deciders that play in earnest."""
