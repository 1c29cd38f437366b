"""The clock of an order's SLA 时效: until when a provider must have served it, and what stopped the clock.

Words       *wall* counts every hour, *working* the hours from nine to six of workdays;
            a clock is *running*, *paused* for a cause, *met*, *missed*, or *ended* with an order that came
            to nothing
Invariant   every turn of a clock is a fact, only ever added to; what was missed stays missed
Source      docs/explanation/service-quality.md
"""
