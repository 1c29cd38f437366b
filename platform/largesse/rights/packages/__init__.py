"""Packages 权益包: several batches that are given together, with so many units of each.

Words       an *item* of a package is a batch with its units; a package is *given* whole or not at all
Invariant   every right of a gift comes to be in one commit, or none; the same key gives the same rights
Source      docs/explanation/stock.md
"""
