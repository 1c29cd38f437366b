"""What can be given: providers, products and their SKUs."""
