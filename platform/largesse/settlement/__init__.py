"""Settlement: what providers bill is reconciled with what clients received, to the cent.

Words       *item* our side · *statement* theirs · *match* · *break* 对账差异 · *disposition* its resolution ·
            *batch* what is settled together · *ledger* · *period* · *export*
Invariant   every fen has a row with two sides; every line ends matched, disposed or carried; no one
            approves his own work; what was exported comes out the same again
Source      docs/explanation/settlement.md
"""
