"""Pools: what all clients of an activity share beside the batch: item stock, limits and budget."""
