"""What a right asks before it is served: fields, purposes, consents, how answers are read, how it stands."""
