"""What clients are told of their rights, by the room of notices: it ends soon, it is offered, it is booked.

Words       *occasion* the right and the step, the offer, the booking and its time: each is told of once
Invariant   what was used, moved or taken back meanwhile goes out to nobody
Source      docs/explanation/notices.md
"""
