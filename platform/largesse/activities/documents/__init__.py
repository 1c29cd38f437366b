"""The activity document and the templates it begins from."""
