"""Places 服务地点 where rights are used, their resources 资源, services 预约服务 at them.

Words       *place* an address with its zone; *resource* who or what serves there: a person, a room, a desk,
            an
            event; *service* how a SKU is booked: length, notice, cancelling, approval
Invariant   hours are wall-clock hours of the place's zone
Source      docs/explanation/booking.md
"""
