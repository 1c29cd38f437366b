"""PostgreSQL and Valkey from wheels, run as children of our own supervisor; knows nothing of the business."""
