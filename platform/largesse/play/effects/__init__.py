"""Effects at play: one module for each that taking part serves.

An outcome's effects are carried out as the rights that they grant; an effect that does anything else is not
served.
"""
