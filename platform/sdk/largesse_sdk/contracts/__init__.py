"""What the house may ask of a plugin: capabilities as classes, the values of their questions and answers."""
