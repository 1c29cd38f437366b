"""Events that other systems tell 外部事件: proved, judged, kept once for ever; unusable ones stand apart.

Words       *told* an event as its source wrote it; *accepted* it counts; *played* what waits for it has
            started; *quarantined* it does not count, its reason stands beside it; *again* its id came before
            with another body; *released* a person let it count after all
Invariant   an event is durable before its source is answered; of one source and id one event counts, for
            ever; nothing that cannot be used is lost
Source      docs/explanation/events-from-outside.md
"""
