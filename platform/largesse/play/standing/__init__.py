"""Standing: where one client stands in the plays of an activity, for the page."""
