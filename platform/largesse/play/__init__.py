"""Taking part in a play: chances, limits, decisions, draws; the hot path of the house.

Words       *play* 玩法 what a client does on a page; *chance* 机会; *draw* 抽奖记录 one decided attempt;
            *pool* what all clients of an activity share (item stock, limits and budget of the activity);
            *group* the plays that are committed together
Invariant   one receipt, one chance and one draw per play; a refused play leaves none of them;
            never more wins than stock, budget and limits allow; no answer before the commit
Source      docs/explanation/draws.md, docs/explanation/group-commit.md
"""
