"""Simulations 模拟测算: what a draft would cost and give, reckoned by playing it many times in memory."""
