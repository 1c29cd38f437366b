"""Products, batches, entitlements, redemption, fulfilment."""
