"""Staff, roles, org units, sessions, approval routes; screens of audit and outbox.

Words       staff -> role -> operations (what one may do); unit -> reach (whose rows one may see and touch);
            approval -> step -> signature
Invariant   one live session per member of staff; nobody signs twice or signs what he made;
            nobody administers and audits at once
Source      docs/explanation/approvals.md, docs/explanation/people.md
"""
