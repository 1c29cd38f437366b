"""Issue batches: proposed, approved, steered; their stock."""
