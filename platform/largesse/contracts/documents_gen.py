"""Generated from schemas/ by python -m largesse.contracts.generate. Do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class ActivityDocument(TypedDict):
    """Everything an activity is: goal, window, audience, rights, plays, limits, budget, disclosure, look and pages. Addressed by the hash of its canonical JSON. 活动文档。"""

    spec: Literal["activity.v1"]
    title: Text
    goal: ActivityDocumentGoal
    window: ActivityDocumentWindow
    audience: ActivityDocumentAudience
    opinion: NotRequired[ActivityDocumentOpinion]
    experiment: NotRequired[ActivityDocumentExperiment]
    rights: list[ActivityDocumentRight]
    states: list[ActivityDocumentState]
    plays: list[Play]
    limits: list[Limit]  # Over all plays of the activity.
    budget: ActivityDocumentBudget
    disclosure: Disclosure
    theme: ActivityDocumentTheme
    share: NotRequired[ActivityDocumentShare]
    pages: list[ActivityDocumentPage]  # The one page that clients see at the activity's address.


Text = TypedDict("Text", {
    "zh-CN": "str",
    "en": "NotRequired[str]",
})


class ActivityDocumentGoal(TypedDict):
    """Why the activity exists. 目标指标。"""

    metric: Literal["participants"] | Literal["wins"] | Literal["claims"] | Literal["redemptions"] | Literal["shares"] | Literal["leads"] | Literal["conversions"]  # What is counted.
    target: int  # How many; 0 until somebody chose it, which the check does not let pass.
    note: NotRequired[Text]


class ActivityDocumentWindow(TypedDict):
    """When it runs; start included, end not."""

    start: str
    end: str
    tz: str  # IANA zone in which days, weeks and months are counted.
    blackout: NotRequired[list[ActivityDocumentWindowBlackoutItem]]


ActivityDocumentWindowBlackoutItem = TypedDict("ActivityDocumentWindowBlackoutItem", {
    "from": "str",
    "to": "str",
})


class ActivityDocumentAudience(TypedDict):
    """Who may take part."""

    rule: Expression
    label: NotRequired[Text]


Expression: TypeAlias = "ExpressionAlways | ExpressionAllOrAny | ExpressionNot | ExpressionCompare | ExpressionIn | ExpressionBetween | ExpressionHasTag | ExpressionTierAtLeast | ExpressionBucket"  # A total, pure question about one client; depth at most 8, at most 200 nodes (checked beside the schema). 受众表达式。


class ExpressionAlways(TypedDict):
    """True for everyone."""

    op: Literal["always"]


class ExpressionAllOrAny(TypedDict):
    """Every part, or at least one part, is true."""

    op: Literal["and"] | Literal["or"]
    of: list[Expression]


class ExpressionNot(TypedDict):
    """The part is false."""

    op: Literal["not"]
    of: Expression


class ExpressionCompare(TypedDict):
    """A fact against a value; false when the fact is unknown."""

    op: Literal["eq"] | Literal["lt"] | Literal["lte"] | Literal["gt"] | Literal["gte"]
    fact: ExpressionFact
    value: ExpressionValue


ExpressionFact: TypeAlias = "str"  # Name of a declared fact, such as tier or wealth_band.


ExpressionValue: TypeAlias = "str | int | bool"


class ExpressionIn(TypedDict):
    """The fact is one of the values."""

    op: Literal["in"]
    fact: ExpressionFact
    values: list[ExpressionValue]


class ExpressionBetween(TypedDict):
    """low ≤ fact ≤ high."""

    op: Literal["between"]
    fact: ExpressionFact
    low: int | str
    high: int | str


class ExpressionHasTag(TypedDict):
    """The client carries the tag."""

    op: Literal["has_tag"]
    tag: str


class ExpressionTierAtLeast(TypedDict):
    """The client's tier ranks at least as high."""

    op: Literal["tier_at_least"]
    tier: str


class ExpressionBucket(TypedDict):
    """The client's stable share of a million lies in [from, to)."""

    op: Literal["bucket"]
    salt: str
    from_ppm: int
    to_ppm: int


class ActivityDocumentOpinion(TypedDict):
    """Compliance's opinion on rewards that follow from tier or assets. 合规意见。"""

    number: str  # Number under which it is filed.
    on: str


class ActivityDocumentExperiment(TypedDict):
    """Arms that differ in creative, and a holdout that is not invited."""

    salt: str
    holdout_ppm: int
    arms: list[ActivityDocumentExperimentArmsItem]


class ActivityDocumentExperimentArmsItem(TypedDict):
    id: ActivityDocumentId
    ppm: int


ActivityDocumentId: TypeAlias = "str"


class ActivityDocumentRight(TypedDict):
    """A right this activity can give, copied from the register and checked against it at submit and at publish."""

    ref: ActivityDocumentId  # Its name inside this document.
    batch: str  # Issue batch of the register.
    title: Text
    category: Literal["concierge"] | Literal["health"] | Literal["legal"] | Literal["lounge"] | Literal["voucher"] | Literal["gift"] | Literal["points"] | Literal["fee_waiver"] | Literal["ticket"]
    market_value_minor: int  # What one unit is worth to the client.
    unit_cost_minor: int  # What one unit costs the institution.
    currency: str


class ActivityDocumentState(TypedDict):
    """Something the activity remembers."""

    id: ActivityDocumentId
    kind: Literal["counter"] | Literal["sum"] | Literal["set"] | Literal["streak"] | Literal["max"] | Literal["latest"]
    scope: Literal["client"] | Literal["team"] | Literal["household"] | Literal["activity"] | Literal["tier"]
    reset: Literal["never"] | Literal["day"] | Literal["week"] | Literal["month"] | Literal["cycle"]
    days: NotRequired[int]  # Days of a cycle, the first of which begins on the activity's first day; only with reset cycle.


Play = TypedDict("Play", {
    "id": "PlayId",
    "title": "Text",
    "on": "PlayTrigger",
    "when": "NotRequired[Expression]",
    "cost": "NotRequired[PlayCost]",
    "chances": "NotRequired[PlayChances]",
    "decide": "PlayDecide",
    "share": "NotRequired[PlayShare]",
    "locked": "NotRequired[bool]",  # Only for clients for whom an effect unlocked it.
    "asks": "NotRequired[list[PlayQuestion]]",  # What a client is asked with an attempt.
    "effects": "NotRequired[list[Effect]]",  # Done on every decided attempt, beside the outcome's own.
    "else": "NotRequired[list[Effect]]",  # Done on a decided attempt whose outcome has no effects; where a play is decided for all at once, for each who gets nothing.
    "limits": "NotRequired[list[Limit]]",
})


PlayId: TypeAlias = "str"


PlayTrigger: TypeAlias = "TriggerEventIn | TriggerGeoCheckin | TriggerMilestone | TriggerPeerAct | TriggerScan | TriggerScheduleAt | TriggerScheduleClientDate | TriggerScheduleCron | TriggerSchedulePayday | TriggerUserAct | TriggerUserEnter"  # What starts the play.


class TriggerEventIn(TypedDict):
    """Another system tells of an event; the play starts by itself for the client whom it names."""

    kind: Literal["event.in"]
    event: str  # Name of a declared event.
    where: NotRequired[Expression]  # Only events of which this holds; it asks what the event carries, as event.seconds.


class TriggerGeoCheckin(TypedDict):
    """The client is near a place, as his phone tells it when he presses; the position is not kept."""

    kind: Literal["geo.checkin"]
    places: list[TriggerGeoCheckinPlacesItem]
    open: NotRequired[TriggerGeoCheckinOpen]  # When clients are taken; without it during the whole activity.


class TriggerGeoCheckinPlacesItem(TypedDict):
    id: str
    title: Text
    latitude_e6: int  # Millionths of a degree, WGS 84: what phones tell, not what maps of mainland China show.
    longitude_e6: int  # Millionths of a degree, WGS 84.
    radius_m: int  # How far from the point one is still there.


TriggerGeoCheckinOpen = TypedDict("TriggerGeoCheckinOpen", {
    "from": "str",
    "to": "str",  # The first instant at which nobody is taken any more.
})


class TriggerMilestone(TypedDict):
    """A state of the client reaches a value; the play starts by itself, once in each period of the state."""

    kind: Literal["milestone"]
    state: str  # A state of the client in this document.
    at: int  # The value that it reaches.


class TriggerPeerAct(TypedDict):
    """A friend acts."""

    kind: Literal["peer.act"]
    event: str


class TriggerScan(TypedDict):
    """The client scans or types the code of a place, which shows that he is there."""

    kind: Literal["scan"]
    places: list[TriggerScanPlacesItem]
    open: NotRequired[TriggerScanOpen]  # When codes are taken; without it during the whole activity.


class TriggerScanPlacesItem(TypedDict):
    id: str  # Another id has another code: a poster whose code got about is replaced so.
    title: Text
    rotates: bool  # True: a screen shows a code that changes every minute; false: a poster has one that stays.


TriggerScanOpen = TypedDict("TriggerScanOpen", {
    "from": "str",
    "to": "str",  # The first instant at which no code is taken any more.
})


class TriggerScheduleAt(TypedDict):
    """The client acts on the page, in announced moments only: each of once, and every day's."""

    kind: Literal["schedule.at"]
    once: NotRequired[list[TriggerScheduleAtOnceItem]]
    daily: NotRequired[list[TriggerScheduleAtDailyItem]]


TriggerScheduleAtOnceItem = TypedDict("TriggerScheduleAtOnceItem", {
    "from": "str",
    "to": "str",  # The first instant at which it is closed again.
})


TriggerScheduleAtDailyItem = TypedDict("TriggerScheduleAtDailyItem", {
    "from": "str",  # In the activity's zone.
    "to": "str",  # Later on the same day.
    "weekdays": "NotRequired[list[int]]",  # 1 is Monday; without it every day.
})


class TriggerScheduleClientDate(TypedDict):
    """The clock plays for each client once a year, by a day of his own."""

    kind: Literal["schedule.client_date"]
    field: Literal["birthday"] | Literal["joined"]  # Day of birth, or the day on which he became a client.
    calendar: NotRequired[Literal["solar"] | Literal["lunar"]]  # By which calendar the day comes again.
    offset_days: NotRequired[int]  # So many days after it; below zero before it.
    time: str  # When it begins, in the activity's zone.


class TriggerScheduleCron(TypedDict):
    """The clock plays for every client of the audience, every day, week or month."""

    kind: Literal["schedule.cron"]
    every: Literal["day"] | Literal["week"] | Literal["month"]
    weekday: NotRequired[int]  # Every week: 1 is Monday.
    day: NotRequired[int]  # Every month: the last day where a month is shorter.
    shift: NotRequired[Literal["none"] | Literal["before"] | Literal["after"]]  # Where the day is no workday: it stays, or the workday before it or after it.
    time: str  # When it begins, in the activity's zone.


class TriggerSchedulePayday(TypedDict):
    """The clock plays on the payday of each employer, for the clients whom it pays through the bank."""

    kind: Literal["schedule.payday"]
    employers: list[TriggerSchedulePaydayEmployersItem]
    shift: NotRequired[Literal["none"] | Literal["before"] | Literal["after"]]  # Where the day is no workday: it stays, or the workday before it or after it.
    time: str  # When it begins, in the activity's zone.


class TriggerSchedulePaydayEmployersItem(TypedDict):
    tag: str  # The tag of the clients whom it pays.
    day: int  # Day of the month; the last where a month is shorter.


class TriggerUserAct(TypedDict):
    """The client acts on the page."""

    kind: Literal["user.act"]


class TriggerUserEnter(TypedDict):
    """The client enters the page."""

    kind: Literal["user.enter"]


PlayCost: TypeAlias = "CostNone | CostUnits"  # What an attempt uses up. Money never buys an attempt.


class CostNone(TypedDict):
    kind: Literal["none"]


class CostUnits(TypedDict):
    kind: Literal["chance"] | Literal["points"]
    units: int
    points_kind: NotRequired[str]  # Code of the kind of points; without it the institution's only one.


class PlayChances(TypedDict):
    """Chances every entitled client has without doing anything."""

    period: Literal["once"] | Literal["day"] | Literal["week"] | Literal["month"] | Literal["activity"]
    units: int
    carry_over: NotRequired[bool]  # Unused chances stay for the next period.


PlayDecide: TypeAlias = "DecideAnswer | DecideCertain | DecideFirstCome | DecidePick | DecideQuorum | DecideRank | DecideSetComplete | DecideStreak | DecideThreshold | DecideTimedDraw | DecideUrn | DecideWeighted"  # What decides the outcome; always the server.


class DecideAnswer(TypedDict):
    """Right answers to the play's questions; the key never leaves the server."""

    op: Literal["answer"]
    key: list[DecideAnswerSolution]
    pass_score: int
    outcome: PlayOutcome
    otherwise: PlayOutcome
    fallback: NotRequired[PlayOutcome]


class DecideAnswerSolution(TypedDict):
    """What is right for one question, and what it is worth."""

    question: PlayId
    right: list[PlayId]  # The options that are right, all of them.
    points: NotRequired[int]


class PlayOutcome(TypedDict):
    """What a client may get; no effects means no prize."""

    id: PlayId
    title: Text
    image: NotRequired[Picture]
    effects: list[Effect]
    stock: NotRequired[int]  # At most this many wins in the whole activity; without it the batch alone decides.
    per_client: NotRequired[int]  # At most this many wins for one client.


Picture: TypeAlias = "str"  # A picture of this house: /art/…, /media/…, /assets/… or sha256:<hex>; never another site, no step upwards. The one rule: documents, the phone and the last look at a paint read it here. 本行图片的地址。


Effect: TypeAlias = "EffectChance | EffectEnter | EffectGrant | EffectLeadRm | EffectNotify | EffectPoints | EffectReserve | EffectState | EffectTag | EffectUnlock"  # One thing that a play's outcome does. 玩法结果的一项效果。


class EffectChance(TypedDict):
    """Give chances of a play of the document."""

    do: Literal["chance"]
    play: PlayId
    units: int
    days: NotRequired[int]  # Good for so many days, today included; without it to the end.


class EffectEnter(TypedDict):
    """Put the client's entry into a draw of this document that is decided later."""

    do: Literal["enter"]
    play: PlayId


class EffectGrant(TypedDict):
    """Give a right of the document."""

    do: Literal["grant"]
    right: PlayId
    units: NotRequired[int]


class EffectLeadRm(TypedDict):
    """Tell the client's adviser."""

    do: Literal["lead_rm"]
    reason: Text
    days: NotRequired[int]  # Within so many days the adviser should call.


class EffectNotify(TypedDict):
    """Send the client a notice in words of the activity's own. 通知客户。"""

    do: Literal["notify"]
    words: Text  # What he reads; {prize}, {activity} and {when} stand for the outcome's name, the activity's and the minute of the play.
    by: NotRequired[Literal["message"] | Literal["list"]]  # message: in his list of notices and as a message, at most 140 letters; list: in his list alone, at most 300.


class EffectPoints(TypedDict):
    """Credit points."""

    do: Literal["points"]
    points: int | str  # How many; part: the client's part of the packet that the play shares out.
    kind: NotRequired[str]  # Code of the kind of points; without it the institution's only one.


class EffectReserve(TypedDict):
    """Keep one unit of a right for the client for so many minutes; claimed in time it is his, else stock and budget have it back. 预留权益。"""

    do: Literal["reserve"]
    right: PlayId
    minutes: int  # Minutes within which the client claims it.


class EffectState(TypedDict):
    """Move a state of the document."""

    do: Literal["state"]
    state: PlayId
    by: int | str  # How much is added, or the member that joins a set; event.<name>: a value of the event that starts the play; said.<question>: the score that the client sent.


class EffectTag(TypedDict):
    """Tag the client."""

    do: Literal["tag"]
    tag: str


class EffectUnlock(TypedDict):
    """Open a locked play of the document for the client."""

    do: Literal["unlock"]
    play: PlayId
    days: NotRequired[int]  # For so many days, today included; without it to the end.


class DecideCertain(TypedDict):
    """Everyone who may take part gets the outcome."""

    op: Literal["certain"]
    outcome: PlayOutcome
    fallback: NotRequired[PlayOutcome]


class DecideFirstCome(TypedDict):
    """Whoever comes first, while there is some."""

    op: Literal["first_come"]
    stock: int  # Units there are from the start.
    release: NotRequired[list[DecideFirstComeRelease]]
    outcome: PlayOutcome
    fallback: NotRequired[PlayOutcome]


class DecideFirstComeRelease(TypedDict):
    """Units that come in later."""

    at: str
    n: int


class DecidePick(TypedDict):
    """The client picks a place that nobody else has."""

    op: Literal["pick"]
    places: list[DecidePickPlace]
    outcome: PlayOutcome


class DecidePickPlace(TypedDict):
    """A seat, a table, a time."""

    id: PlayId
    title: Text
    n: NotRequired[int]  # How many may have it.


class DecideQuorum(TypedDict):
    """So many friends in time; then whoever shared and each friend get their outcome."""

    op: Literal["quorum"]
    n: int  # Friends who make the team whole.
    within_hours: int  # Hours from the first share in which they must come.
    distinct_by: Literal["client"] | Literal["household"]  # What counts once: each client, or each household.
    each: NotRequired[PlayOutcome]  # What each friend gets once the team is whole.
    leader: PlayOutcome  # What whoever shared gets once the team is whole.
    packet: NotRequired[Packet]  # Points that a whole team shares: cut beforehand, a part for each friend and one for whoever shared.
    fallback: NotRequired[PlayOutcome]


class Packet(TypedDict):
    """Points that a whole team shares: cut beforehand, a part for each friend and one for whoever shared."""

    total: int  # Points of one team, all parts together.
    least: int  # Points of the smallest part.


class DecideRank(TypedDict):
    """Clients stand in an order by what a state has reached for each; at the end of each cycle the first of them get what their place brings."""

    op: Literal["rank"]
    state: PlayId  # The state that is compared: a counter, a sum or a highest value of each client.
    cycle: Literal["activity"] | Literal["day"] | Literal["week"] | Literal["month"]  # When the order is settled and begins again; the state begins again with it.
    tie_break: Literal["earliest"] | Literal["shared"]  # Of equal scores whoever reached it first stands before, or all of them share the place.
    entry: PlayOutcome  # What an act in the play itself brings at once.
    bands: list[DecideRankBand]  # Places with what they bring, the first places in front; no place stands in two.


DecideRankBand = TypedDict("DecideRankBand", {
    "from": "int",
    "to": "int",
    "outcome": "PlayOutcome",
})


class DecideSetComplete(TypedDict):
    """Cards are drawn by chance and kept; a whole set brings the outcome."""

    op: Literal["set_complete"]
    items: list[DecideSetCompleteCard]
    n_required: NotRequired[int]  # Different cards that make a set; without it all of them.
    allow_gift: NotRequired[bool]  # A client may give a card that he drew to another, who takes it by a link, once; who received one does not give it on.
    gifts_max: NotRequired[int]  # The most cards that a client gives, and the most that he receives.
    outcome: PlayOutcome
    fallback: NotRequired[PlayOutcome]


class DecideSetCompleteCard(TypedDict):
    """A card with its chance."""

    id: PlayId
    title: Text
    image: NotRequired[Picture]
    ppm: int  # Chance in parts per million; all cards together make 1,000,000.


class DecideStreak(TypedDict):
    """Days in a row: one outcome a day, and more on certain days."""

    op: Literal["streak"]
    outcome: PlayOutcome
    steps: list[DecideStreakStep]
    cycle_days: NotRequired[int]  # After so many days the count begins again; without it never.
    makeup: NotRequired[DecideStreakMakeup]
    fallback: NotRequired[PlayOutcome]


class DecideStreakStep(TypedDict):
    """What a day in a row brings in place of the daily outcome."""

    days: int  # On this day in a row.
    outcome: PlayOutcome


class DecideStreakMakeup(TypedDict):
    """Missed days may be made up."""

    max: int  # Missed days that one client may make up in the activity.
    within_days: NotRequired[int]  # How many days back.


class DecideThreshold(TypedDict):
    """A state that reaches its targets; each step pays once."""

    op: Literal["threshold"]
    state: PlayId
    steps: list[DecideThresholdStep]
    fallback: NotRequired[PlayOutcome]


class DecideThresholdStep(TypedDict):
    """A target and what it brings."""

    at: int  # What the state must have reached.
    outcome: PlayOutcome


class DecideTimedDraw(TypedDict):
    """Clients enter until a close; then so many of them are selected by public values of a later hour."""

    op: Literal["timed_draw"]
    entry_close: str  # From then on nobody enters; the list of entries is closed.
    seed_source: DecideTimedDrawSource
    entry: PlayOutcome  # What entering brings at once; its title is told to whoever entered.
    winners: list[DecideTimedDrawWinners]  # Those selected first get the first outcome.


class DecideTimedDrawSource(TypedDict):
    """Public numbers that nobody knows before the close, as those of a lottery."""

    name: Text  # Whose numbers they are, and of which day or issue.
    at: str  # When they are published: after the close.
    count: int  # How many numbers there are.


class DecideTimedDrawWinners(TypedDict):
    """How many are selected for an outcome."""

    n: int
    outcome: PlayOutcome


class DecideUrn(TypedDict):
    """A piece drawn without putting it back: each draw leaves fewer, and the odds are what is left of what there was."""

    op: Literal["urn"]
    items: list[DecideUrnItem]
    fallback: NotRequired[PlayOutcome]


class DecideUrnItem(TypedDict):
    """Pieces that bring one outcome."""

    n: int  # Pieces of it at the start; all together at most 1,000,000.
    outcome: PlayOutcome


class DecideWeighted(TypedDict):
    """One item by chance; an exhausted item becomes the fallback, the others' chances never change."""

    op: Literal["weighted"]
    items: list[DecideWeightedItem]
    fallback: PlayOutcome
    pity: NotRequired[DecideWeightedPity]


class DecideWeightedItem(TypedDict):
    """An outcome with its chance in parts per million."""

    id: PlayId
    title: Text
    image: NotRequired[Picture]
    effects: list[Effect]
    stock: NotRequired[int]
    per_client: NotRequired[int]
    ppm: int  # Chance in parts per million; all items together make 1,000,000.
    unlock_after: NotRequired[int]  # The client must have taken part so often in this play before; until then its share brings the fallback.


DecideWeightedPity = TypedDict("DecideWeightedPity", {
    "item": "PlayId",
    "from": "NotRequired[int]",  # From so many misses in a row its share grows; without it only the last one counts.
    "step_ppm": "NotRequired[int]",  # By so much with each miss.
    "hard": "int",  # After so many misses in a row the next attempt brings it.
})


class PlayShare(TypedDict):
    """How clients share the play with friends. Sharing itself gives nothing: only what a friend does counts."""

    window_hours: int  # Hours for which a friend who opened a link is bound to whoever shared it.
    teams: NotRequired[int]  # Teams that one client may begin.
    adds: NotRequired[PlayAdds]


class PlayAdds(TypedDict):
    """What each friend adds to a state of the team, where the operator does not count friends itself."""

    state: PlayId
    amounts: list[int]  # What the first friend adds, the second and so on; after the last the team is whole.
    within_hours: NotRequired[int]  # Hours from the first share in which friends count; without it to the end of the activity.
    distinct_by: NotRequired[Literal["client"] | Literal["household"]]


class PlayQuestion(TypedDict):
    """A question to a client; choices by their ids."""

    id: PlayId
    text: Text
    kind: Literal["one"] | Literal["many"] | Literal["text"] | Literal["number"]
    options: NotRequired[list[PlayOption]]
    optional: NotRequired[bool]
    max: NotRequired[int]  # The most options, letters or the largest number.
    totals: NotRequired[bool]  # Of a choice: how many chose each option is shown to whoever has answered.
    per_second: NotRequired[int]  # Of a number that is a score: the most that can be reached in a second since the client's attempt before; more is refused.


class PlayOption(TypedDict):
    """One answer that can be chosen."""

    id: PlayId
    text: Text
    image: NotRequired[Picture]


class Limit(TypedDict):
    """How much of one thing one scope may have in one period. Periods are counted in the activity's zone. 限额。"""

    count: Literal["attempt"] | Literal["win"] | Literal["grant"] | Literal["cost"]  # What is counted; cost counts minor units of unit cost.
    scope: Literal["client"] | Literal["household"] | Literal["device"] | Literal["ip"] | Literal["tier"] | Literal["activity"] | Literal["sku"]  # Whose count it is.
    period: Literal["once"] | Literal["day"] | Literal["week"] | Literal["month"] | Literal["activity"]  # When the count begins again; once and activity never do.
    max: int
    on_exceed: Literal["reject"] | Literal["fallback"] | Literal["queue"]  # What a play gets that would go over.


class ActivityDocumentBudget(TypedDict):
    """The most the activity's rights may cost together."""

    cap_minor: int
    currency: str
    on_exceed: Literal["fallback"] | Literal["reject"]  # What a play gets once the budget is used.


class Disclosure(TypedDict):
    """What clients are told before they take part. Which fields an activity needs is the guard's question, not the schema's. 活动公示。"""

    organiser: NotRequired[Text]  # 主办方
    prize_list: NotRequired[Text]  # 奖品名称、种类与价格
    odds: NotRequired[Text]  # 中奖概率
    quantity: NotRequired[Text]  # 奖品数量
    entry_rule: NotRequired[Text]  # 参与条件与方式
    draw_time: NotRequired[Text]  # 开奖时间
    draw_method: NotRequired[Text]  # 开奖方式
    claim_rule: NotRequired[Text]  # 兑奖时间、条件与方式
    delivery: NotRequired[Text]  # 奖品交付方式
    forfeiture: NotRequired[Text]  # 弃奖条件
    use_rule: NotRequired[Text]  # 积分、礼券的兑换规则、使用范围与有效期
    winners: NotRequired[Text]  # 五百元以上奖品中奖结果的公布方式
    contact: NotRequired[Text]  # 联系方式


class ActivityDocumentTheme(TypedDict):
    name: Literal["light"] | Literal["black-gold"]


class ActivityDocumentShare(TypedDict):
    title: Text
    summary: NotRequired[Text]
    image: NotRequired[Picture]


class ActivityDocumentPage(TypedDict):
    id: ActivityDocumentId
    title: Text
    nodes: list[Node]


class Node(TypedDict):
    """One component on a page. Its props follow the schema widgets/<type>.v<v>. 页面组件节点。"""

    id: str  # Unique in the document.
    type: str  # Component, such as lottery-wheel.
    v: int  # Version of the component's props.
    props: dict[str, Any]  # Settings; props.play and props.right name an id of the document.
    visible: NotRequired[Expression]
    slots: NotRequired[dict[str, list[Node]]]  # Named places inside the component, each a list of nodes.


class Problem(TypedDict):
    """One thing that is wrong, or doubtful, with a document. 一处问题。"""

    code: str  # Stable code, room first.
    path: str  # JSON Pointer into the document; empty for the whole.
    severity: Literal["error"] | Literal["warning"]  # An error stops submitting; a warning is shown to the approver.
    message: str


class Terms(TypedDict):
    """What clients are told that follows from the activity: generated from its document, never typed. 由活动设置生成的公示内容。"""

    plays: list[TermsPlay]  # What may come of each play, in the document's order.
    said: list[TermsPart]  # Sentences by field of the disclosure, in the order in which clients read them.


class TermsPlay(TypedDict):
    id: str
    title: Text
    by_chance: bool  # Whether chance decides, so that odds are told.
    chances: NotRequired[PlayChances]
    outcomes: list[TermsOutcome]  # What an attempt may meet, then what takes the place of an exhausted outcome.


class TermsOutcome(TypedDict):
    """One outcome as clients read it."""

    id: str
    title: Text  # The right's own name where it gives one.
    image: NotRequired[Picture]
    wins: bool  # Whether it gives anything.
    fallback: bool  # Whether it takes an exhausted outcome's place.
    category: NotRequired[str]  # Category of the right it gives; absent: it gives none.
    worth_minor: NotRequired[int]  # What it is worth to the client; absent: it gives no right.
    currency: NotRequired[str]
    ppm: NotRequired[int]  # Chance at each attempt in parts per million; absent where chance does not decide.
    stock: NotRequired[int]  # How many there are in the whole activity; absent: nothing bounds them.
    per_client: NotRequired[int]  # How many one client may get.


class TermsPart(TypedDict):
    field: Literal["window"] | Literal["entry_rule"] | Literal["quantity"] | Literal["odds"] | Literal["draw_time"] | Literal["draw_method"]
    lines: list[Text]
