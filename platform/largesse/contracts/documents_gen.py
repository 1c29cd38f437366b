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


class Play(TypedDict):
    """How a client takes part and what decides the outcome. 玩法。"""

    id: PlayId
    title: Text
    on: PlayTrigger
    when: NotRequired[Expression]
    cost: NotRequired[PlayCost]
    chances: NotRequired[PlayChances]
    decide: PlayDecide
    effects: NotRequired[list[Effect]]  # Done on every decided attempt, beside the outcome's own.
    limits: NotRequired[list[Limit]]


PlayId: TypeAlias = "str"


PlayTrigger: TypeAlias = "TriggerEventIn | TriggerMilestone | TriggerPeerAct | TriggerScan | TriggerScheduleAt | TriggerUserAct | TriggerUserEnter"  # What starts the play.


class TriggerEventIn(TypedDict):
    """An event arrives from outside."""

    kind: Literal["event.in"]
    event: str


class TriggerMilestone(TypedDict):
    """The client reaches a milestone."""

    kind: Literal["milestone"]
    event: str


class TriggerPeerAct(TypedDict):
    """A friend acts."""

    kind: Literal["peer.act"]
    event: str


class TriggerScan(TypedDict):
    """The client scans a code."""

    kind: Literal["scan"]


class TriggerScheduleAt(TypedDict):
    """A time has come."""

    kind: Literal["schedule.at"]
    at: str


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


class PlayChances(TypedDict):
    """Chances every entitled client has without doing anything."""

    period: Literal["once"] | Literal["day"] | Literal["week"] | Literal["month"] | Literal["activity"]
    units: int
    carry_over: NotRequired[bool]  # Unused chances stay for the next period.


PlayDecide: TypeAlias = "DecideCertain | DecideWeighted"  # What decides the outcome; always the server.


class DecideCertain(TypedDict):
    """Everyone who may take part gets the outcome."""

    op: Literal["certain"]
    outcome: PlayOutcome
    fallback: NotRequired[PlayOutcome]


class PlayOutcome(TypedDict):
    """What a client may get; no effects means no prize."""

    id: PlayId
    title: Text
    image: NotRequired[Picture]
    effects: list[Effect]
    stock: NotRequired[int]  # At most this many wins in the whole activity; without it the batch alone decides.
    per_client: NotRequired[int]  # At most this many wins for one client.


Picture: TypeAlias = "str"  # A picture of this house: /art/…, /media/…, /assets/… or sha256:<hex>; never another site, no step upwards. The one rule: documents, the phone and the last look at a paint read it here. 本行图片的地址。


Effect: TypeAlias = "EffectChance | EffectGrant | EffectLeadRm | EffectNotify | EffectPoints | EffectState | EffectTag"  # One thing that a play's outcome does. 玩法结果的一项效果。


class EffectChance(TypedDict):
    """Give chances of a play of the document."""

    do: Literal["chance"]
    play: PlayId
    units: int


class EffectGrant(TypedDict):
    """Give a right of the document."""

    do: Literal["grant"]
    right: PlayId
    units: NotRequired[int]


class EffectLeadRm(TypedDict):
    """Tell the client's adviser."""

    do: Literal["lead_rm"]
    reason: Text


class EffectNotify(TypedDict):
    """Send a message by a template."""

    do: Literal["notify"]
    template: str


class EffectPoints(TypedDict):
    """Credit points."""

    do: Literal["points"]
    points: int


class EffectState(TypedDict):
    """Move a state of the document."""

    do: Literal["state"]
    state: PlayId
    by: int | str


class EffectTag(TypedDict):
    """Tag the client."""

    do: Literal["tag"]
    tag: str


class DecideWeighted(TypedDict):
    """One item by chance; an exhausted item becomes the fallback, the others' chances never change."""

    op: Literal["weighted"]
    items: list[DecideWeightedItem]
    fallback: PlayOutcome


class DecideWeightedItem(TypedDict):
    """An outcome with its chance in parts per million."""

    id: PlayId
    title: Text
    image: NotRequired[Picture]
    effects: list[Effect]
    stock: NotRequired[int]
    per_client: NotRequired[int]
    ppm: int  # Chance in parts per million; all items together make 1,000,000.


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
