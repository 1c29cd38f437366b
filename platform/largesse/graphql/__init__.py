"""The faces: schemas assembled from the rooms, limits before execution, registered documents.

Words       face, registered document, cost
Invariant   no rule of the business lives here
"""
