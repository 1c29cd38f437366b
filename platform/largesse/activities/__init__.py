"""Documents, revisions, components, odds, guard, rendering."""
