"""What a partner hands over: manifest, configuration schema, and what both must hold."""
