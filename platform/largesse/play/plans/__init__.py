"""Plans: the plays of a published revision made ready for taking part, with the limits that hold in them."""
