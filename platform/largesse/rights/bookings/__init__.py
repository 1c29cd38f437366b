"""Bookings 预约: a person's place in a slot, for which a right is reserved, from the hold to its use.

Words       proposed 暂占, pending 待确认, booked 已预约, checked-in 已签到, arrived 已到场, fulfilled 已完成,
            cancelled 已取消, noshow 爽约, waitlist 候补, entered-in-error 误录 (FHIR Appointment)
Invariant   a booking moves only along ``booking.MOVES``; what hides a slot is judged again when it is taken;
            a person has no two living bookings at one time
Source      docs/explanation/booking.md
"""
