"""Activities: documents, revisions, odds, the guard, rendering.

Words       *document* the JSON of activity.v1; *revision* one version of it: draft -> in_review ->
            changes_requested | approved -> published -> superseded; *activity* what clients see:
            unpublished -> scheduled -> running <-> paused -> ended -> settling -> archived, halted
            from running or paused; *problem* what the check finds
Invariant   content never changes from review on and is addressed by its hash; what is published was
            approved as exactly that hash; odds make 1,000,000 ppm
Source      docs/explanation/activities.md, docs/explanation/guard.md
"""
