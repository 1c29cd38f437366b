// Generated from schemas/ by python -m largesse.contracts.generate. Do not edit.

/** Everything an activity is: goal, window, audience, rights, plays, limits, budget, disclosure, look and pages. Addressed by the hash of its canonical JSON. 活动文档。 */
export interface ActivityDocument {
  spec: "activity.v1";
  title: Text;
  goal: ActivityDocumentGoal;
  window: ActivityDocumentWindow;
  audience: ActivityDocumentAudience;
  opinion?: ActivityDocumentOpinion;
  experiment?: ActivityDocumentExperiment;
  rights: Array<ActivityDocumentRight>;
  states: Array<ActivityDocumentState>;
  plays: Array<Play>;
  /** Over all plays of the activity. */
  limits: Array<Limit>;
  budget: ActivityDocumentBudget;
  disclosure: Disclosure;
  theme: ActivityDocumentTheme;
  share?: ActivityDocumentShare;
  /** The one page that clients see at the activity's address. */
  pages: Array<ActivityDocumentPage>;
}

/** Words shown to people, one entry per language. Chinese is always present. 面向客户的多语言文本，必须含中文。 */
export interface Text {
  "zh-CN": string;
  en?: string;
}

/** Why the activity exists. 目标指标。 */
export interface ActivityDocumentGoal {
  /** What is counted. */
  metric: "participants" | "wins" | "claims" | "redemptions" | "shares" | "leads" | "conversions";
  /** How many; 0 until somebody chose it, which the check does not let pass. */
  target: number;
  note?: Text;
}

/** When it runs; start included, end not. */
export interface ActivityDocumentWindow {
  start: string;
  end: string;
  /** IANA zone in which days, weeks and months are counted. */
  tz: string;
  blackout?: Array<ActivityDocumentWindowBlackoutItem>;
}

export interface ActivityDocumentWindowBlackoutItem {
  from: string;
  to: string;
}

/** Who may take part. */
export interface ActivityDocumentAudience {
  rule: Expression;
  label?: Text;
}

/** A total, pure question about one client; depth at most 8, at most 200 nodes (checked beside the schema). 受众表达式。 */
export type Expression = ExpressionAlways | ExpressionAllOrAny | ExpressionNot | ExpressionCompare | ExpressionIn | ExpressionBetween | ExpressionHasTag | ExpressionTierAtLeast | ExpressionBucket;

/** True for everyone. */
export interface ExpressionAlways {
  op: "always";
}

/** Every part, or at least one part, is true. */
export interface ExpressionAllOrAny {
  op: "and" | "or";
  of: Array<Expression>;
}

/** The part is false. */
export interface ExpressionNot {
  op: "not";
  of: Expression;
}

/** A fact against a value; false when the fact is unknown. */
export interface ExpressionCompare {
  op: "eq" | "lt" | "lte" | "gt" | "gte";
  fact: ExpressionFact;
  value: ExpressionValue;
}

/** Name of a declared fact, such as tier or wealth_band. */
export type ExpressionFact = string;

export type ExpressionValue = string | number | boolean;

/** The fact is one of the values. */
export interface ExpressionIn {
  op: "in";
  fact: ExpressionFact;
  values: Array<ExpressionValue>;
}

/** low ≤ fact ≤ high. */
export interface ExpressionBetween {
  op: "between";
  fact: ExpressionFact;
  low: number | string;
  high: number | string;
}

/** The client carries the tag. */
export interface ExpressionHasTag {
  op: "has_tag";
  tag: string;
}

/** The client's tier ranks at least as high. */
export interface ExpressionTierAtLeast {
  op: "tier_at_least";
  tier: string;
}

/** The client's stable share of a million lies in [from, to). */
export interface ExpressionBucket {
  op: "bucket";
  salt: string;
  from_ppm: number;
  to_ppm: number;
}

/** Compliance's opinion on rewards that follow from tier or assets. 合规意见。 */
export interface ActivityDocumentOpinion {
  /** Number under which it is filed. */
  number: string;
  on: string;
}

/** Arms that differ in creative, and a holdout that is not invited. */
export interface ActivityDocumentExperiment {
  salt: string;
  holdout_ppm: number;
  arms: Array<ActivityDocumentExperimentArmsItem>;
}

export interface ActivityDocumentExperimentArmsItem {
  id: ActivityDocumentId;
  ppm: number;
}

export type ActivityDocumentId = string;

/** A right this activity can give, copied from the register and checked against it at submit and at publish. */
export interface ActivityDocumentRight {
  /** Its name inside this document. */
  ref: ActivityDocumentId;
  /** Issue batch of the register. */
  batch: string;
  title: Text;
  category: "concierge" | "health" | "legal" | "lounge" | "voucher" | "gift" | "points" | "fee_waiver" | "ticket";
  /** What one unit is worth to the client. */
  market_value_minor: number;
  /** What one unit costs the institution. */
  unit_cost_minor: number;
  currency: string;
}

/** Something the activity remembers. */
export interface ActivityDocumentState {
  id: ActivityDocumentId;
  kind: "counter" | "sum" | "set" | "streak" | "max" | "latest";
  scope: "client" | "team" | "household" | "activity" | "tier";
  reset: "never" | "day" | "week" | "month" | "cycle";
  /** Days of a cycle, the first of which begins on the activity's first day; only with reset cycle. */
  days?: number;
}

/** How a client takes part and what decides the outcome. 玩法。 */
export interface Play {
  id: PlayId;
  title: Text;
  on: PlayTrigger;
  when?: Expression;
  cost?: PlayCost;
  chances?: PlayChances;
  decide: PlayDecide;
  share?: PlayShare;
  /** Only for clients for whom an effect unlocked it. */
  locked?: boolean;
  /** What a client is asked with an attempt. */
  asks?: Array<PlayQuestion>;
  /** Done on every decided attempt, beside the outcome's own. */
  effects?: Array<Effect>;
  /** Done on a decided attempt whose outcome has no effects; where a play is decided for all at once, for each who gets nothing. */
  else?: Array<Effect>;
  limits?: Array<Limit>;
}

export type PlayId = string;

/** What starts the play. */
export type PlayTrigger = TriggerEventIn | TriggerGeoCheckin | TriggerMilestone | TriggerPeerAct | TriggerScan | TriggerScheduleAt | TriggerScheduleClientDate | TriggerScheduleCron | TriggerSchedulePayday | TriggerUserAct | TriggerUserEnter;

/** Another system tells of an event; the play starts by itself for the client whom it names. */
export interface TriggerEventIn {
  kind: "event.in";
  /** Name of a declared event. */
  event: string;
  /** Only events of which this holds; it asks what the event carries, as event.seconds. */
  where?: Expression;
}

/** The client is near a place, as his phone tells it when he presses; the position is not kept. */
export interface TriggerGeoCheckin {
  kind: "geo.checkin";
  places: Array<TriggerGeoCheckinPlacesItem>;
  /** When clients are taken; without it during the whole activity. */
  open?: TriggerGeoCheckinOpen;
}

export interface TriggerGeoCheckinPlacesItem {
  id: string;
  title: Text;
  /** Millionths of a degree, WGS 84: what phones tell, not what maps of mainland China show. */
  latitude_e6: number;
  /** Millionths of a degree, WGS 84. */
  longitude_e6: number;
  /** How far from the point one is still there. */
  radius_m: number;
}

/** When clients are taken; without it during the whole activity. */
export interface TriggerGeoCheckinOpen {
  from: string;
  /** The first instant at which nobody is taken any more. */
  to: string;
}

/** A state of the client reaches a value; the play starts by itself, once in each period of the state. */
export interface TriggerMilestone {
  kind: "milestone";
  /** A state of the client in this document. */
  state: string;
  /** The value that it reaches. */
  at: number;
}

/** A friend acts. */
export interface TriggerPeerAct {
  kind: "peer.act";
  event: string;
}

/** The client scans or types the code of a place, which shows that he is there. */
export interface TriggerScan {
  kind: "scan";
  places: Array<TriggerScanPlacesItem>;
  /** When codes are taken; without it during the whole activity. */
  open?: TriggerScanOpen;
}

export interface TriggerScanPlacesItem {
  /** Another id has another code: a poster whose code got about is replaced so. */
  id: string;
  title: Text;
  /** True: a screen shows a code that changes every minute; false: a poster has one that stays. */
  rotates: boolean;
}

/** When codes are taken; without it during the whole activity. */
export interface TriggerScanOpen {
  from: string;
  /** The first instant at which no code is taken any more. */
  to: string;
}

/** The client acts on the page, in announced moments only: each of once, and every day's. */
export interface TriggerScheduleAt {
  kind: "schedule.at";
  once?: Array<TriggerScheduleAtOnceItem>;
  daily?: Array<TriggerScheduleAtDailyItem>;
}

export interface TriggerScheduleAtOnceItem {
  from: string;
  /** The first instant at which it is closed again. */
  to: string;
}

export interface TriggerScheduleAtDailyItem {
  /** In the activity's zone. */
  from: string;
  /** Later on the same day. */
  to: string;
  /** 1 is Monday; without it every day. */
  weekdays?: Array<number>;
}

/** The clock plays for each client once a year, by a day of his own. */
export interface TriggerScheduleClientDate {
  kind: "schedule.client_date";
  /** Day of birth, or the day on which he became a client. */
  field: "birthday" | "joined";
  /** By which calendar the day comes again. */
  calendar?: "solar" | "lunar";
  /** So many days after it; below zero before it. */
  offset_days?: number;
  /** When it begins, in the activity's zone. */
  time: string;
}

/** The clock plays for every client of the audience, every day, week or month. */
export interface TriggerScheduleCron {
  kind: "schedule.cron";
  every: "day" | "week" | "month";
  /** Every week: 1 is Monday. */
  weekday?: number;
  /** Every month: the last day where a month is shorter. */
  day?: number;
  /** Where the day is no workday: it stays, or the workday before it or after it. */
  shift?: "none" | "before" | "after";
  /** When it begins, in the activity's zone. */
  time: string;
}

/** The clock plays on the payday of each employer, for the clients whom it pays through the bank. */
export interface TriggerSchedulePayday {
  kind: "schedule.payday";
  employers: Array<TriggerSchedulePaydayEmployersItem>;
  /** Where the day is no workday: it stays, or the workday before it or after it. */
  shift?: "none" | "before" | "after";
  /** When it begins, in the activity's zone. */
  time: string;
}

export interface TriggerSchedulePaydayEmployersItem {
  /** The tag of the clients whom it pays. */
  tag: string;
  /** Day of the month; the last where a month is shorter. */
  day: number;
}

/** The client acts on the page. */
export interface TriggerUserAct {
  kind: "user.act";
}

/** The client enters the page. */
export interface TriggerUserEnter {
  kind: "user.enter";
}

/** What an attempt uses up. Money never buys an attempt. */
export type PlayCost = CostNone | CostUnits;

export interface CostNone {
  kind: "none";
}

export interface CostUnits {
  kind: "chance" | "points";
  units: number;
  /** Code of the kind of points; without it the institution's only one. */
  points_kind?: string;
}

/** Chances every entitled client has without doing anything. */
export interface PlayChances {
  period: "once" | "day" | "week" | "month" | "activity";
  units: number;
  /** Unused chances stay for the next period. */
  carry_over?: boolean;
}

/** What decides the outcome; always the server. */
export type PlayDecide = DecideAnswer | DecideCertain | DecideFirstCome | DecidePick | DecideQuorum | DecideRank | DecideSetComplete | DecideStreak | DecideThreshold | DecideTimedDraw | DecideUrn | DecideWeighted;

/** Right answers to the play's questions; the key never leaves the server. */
export interface DecideAnswer {
  op: "answer";
  key: Array<DecideAnswerSolution>;
  pass_score: number;
  outcome: PlayOutcome;
  otherwise: PlayOutcome;
  fallback?: PlayOutcome;
}

/** What is right for one question, and what it is worth. */
export interface DecideAnswerSolution {
  question: PlayId;
  /** The options that are right, all of them. */
  right: Array<PlayId>;
  points?: number;
}

/** What a client may get; no effects means no prize. */
export interface PlayOutcome {
  id: PlayId;
  title: Text;
  image?: Picture;
  effects: Array<Effect>;
  /** At most this many wins in the whole activity; without it the batch alone decides. */
  stock?: number;
  /** At most this many wins for one client. */
  per_client?: number;
}

/** A picture of this house: /art/…, /media/…, /assets/… or sha256:<hex>; never another site, no step upwards. The one rule: documents, the phone and the last look at a paint read it here. 本行图片的地址。 */
export type Picture = string;

/** One thing that a play's outcome does. 玩法结果的一项效果。 */
export type Effect = EffectChance | EffectEnter | EffectGrant | EffectLeadRm | EffectNotify | EffectPoints | EffectReserve | EffectState | EffectTag | EffectUnlock;

/** Give chances of a play of the document. */
export interface EffectChance {
  do: "chance";
  play: PlayId;
  units: number;
  /** Good for so many days, today included; without it to the end. */
  days?: number;
}

/** Put the client's entry into a draw of this document that is decided later. */
export interface EffectEnter {
  do: "enter";
  play: PlayId;
}

/** Give a right of the document. */
export interface EffectGrant {
  do: "grant";
  right: PlayId;
  units?: number;
}

/** Tell the client's adviser. */
export interface EffectLeadRm {
  do: "lead_rm";
  reason: Text;
  /** Within so many days the adviser should call. */
  days?: number;
}

/** Send the client a notice in words of the activity's own. 通知客户。 */
export interface EffectNotify {
  do: "notify";
  /** What he reads; {prize}, {activity} and {when} stand for the outcome's name, the activity's and the minute of the play. */
  words: Text;
  /** message: in his list of notices and as a message, at most 140 letters; list: in his list alone, at most 300. */
  by?: "message" | "list";
}

/** Credit points. */
export interface EffectPoints {
  do: "points";
  /** How many; part: the client's part of the packet that the play shares out. */
  points: number | string;
  /** Code of the kind of points; without it the institution's only one. */
  kind?: string;
}

/** Keep one unit of a right for the client for so many minutes; claimed in time it is his, else stock and budget have it back. 预留权益。 */
export interface EffectReserve {
  do: "reserve";
  right: PlayId;
  /** Minutes within which the client claims it. */
  minutes: number;
}

/** Move a state of the document. */
export interface EffectState {
  do: "state";
  state: PlayId;
  /** How much is added, or the member that joins a set; event.<name>: a value of the event that starts the play; said.<question>: the score that the client sent. */
  by: number | string;
}

/** Tag the client. */
export interface EffectTag {
  do: "tag";
  tag: string;
}

/** Open a locked play of the document for the client. */
export interface EffectUnlock {
  do: "unlock";
  play: PlayId;
  /** For so many days, today included; without it to the end. */
  days?: number;
}

/** Everyone who may take part gets the outcome. */
export interface DecideCertain {
  op: "certain";
  outcome: PlayOutcome;
  fallback?: PlayOutcome;
}

/** Whoever comes first, while there is some. */
export interface DecideFirstCome {
  op: "first_come";
  /** Units there are from the start. */
  stock: number;
  release?: Array<DecideFirstComeRelease>;
  outcome: PlayOutcome;
  fallback?: PlayOutcome;
}

/** Units that come in later. */
export interface DecideFirstComeRelease {
  at: string;
  n: number;
}

/** The client picks a place that nobody else has. */
export interface DecidePick {
  op: "pick";
  places: Array<DecidePickPlace>;
  outcome: PlayOutcome;
}

/** A seat, a table, a time. */
export interface DecidePickPlace {
  id: PlayId;
  title: Text;
  /** How many may have it. */
  n?: number;
}

/** So many friends in time; then whoever shared and each friend get their outcome. */
export interface DecideQuorum {
  op: "quorum";
  /** Friends who make the team whole. */
  n: number;
  /** Hours from the first share in which they must come. */
  within_hours: number;
  /** What counts once: each client, or each household. */
  distinct_by: "client" | "household";
  /** What each friend gets once the team is whole. */
  each?: PlayOutcome;
  /** What whoever shared gets once the team is whole. */
  leader: PlayOutcome;
  /** Points that a whole team shares: cut beforehand, a part for each friend and one for whoever shared. */
  packet?: Packet;
  fallback?: PlayOutcome;
}

/** Points that a whole team shares: cut beforehand, a part for each friend and one for whoever shared. */
export interface Packet {
  /** Points of one team, all parts together. */
  total: number;
  /** Points of the smallest part. */
  least: number;
}

/** Clients stand in an order by what a state has reached for each; at the end of each cycle the first of them get what their place brings. */
export interface DecideRank {
  op: "rank";
  /** The state that is compared: a counter, a sum or a highest value of each client. */
  state: PlayId;
  /** When the order is settled and begins again; the state begins again with it. */
  cycle: "activity" | "day" | "week" | "month";
  /** Of equal scores whoever reached it first stands before, or all of them share the place. */
  tie_break: "earliest" | "shared";
  /** What an act in the play itself brings at once. */
  entry: PlayOutcome;
  /** Places with what they bring, the first places in front; no place stands in two. */
  bands: Array<DecideRankBand>;
}

/** Some places in a row and what each of them brings. */
export interface DecideRankBand {
  from: number;
  to: number;
  outcome: PlayOutcome;
}

/** Cards are drawn by chance and kept; a whole set brings the outcome. */
export interface DecideSetComplete {
  op: "set_complete";
  items: Array<DecideSetCompleteCard>;
  /** Different cards that make a set; without it all of them. */
  n_required?: number;
  /** A client may give a card that he drew to another, who takes it by a link, once; who received one does not give it on. */
  allow_gift?: boolean;
  /** The most cards that a client gives, and the most that he receives. */
  gifts_max?: number;
  outcome: PlayOutcome;
  fallback?: PlayOutcome;
}

/** A card with its chance. */
export interface DecideSetCompleteCard {
  id: PlayId;
  title: Text;
  image?: Picture;
  /** Chance in parts per million; all cards together make 1,000,000. */
  ppm: number;
}

/** Days in a row: one outcome a day, and more on certain days. */
export interface DecideStreak {
  op: "streak";
  outcome: PlayOutcome;
  steps: Array<DecideStreakStep>;
  /** After so many days the count begins again; without it never. */
  cycle_days?: number;
  makeup?: DecideStreakMakeup;
  fallback?: PlayOutcome;
}

/** What a day in a row brings in place of the daily outcome. */
export interface DecideStreakStep {
  /** On this day in a row. */
  days: number;
  outcome: PlayOutcome;
}

/** Missed days may be made up. */
export interface DecideStreakMakeup {
  /** Missed days that one client may make up in the activity. */
  max: number;
  /** How many days back. */
  within_days?: number;
}

/** A state that reaches its targets; each step pays once. */
export interface DecideThreshold {
  op: "threshold";
  state: PlayId;
  steps: Array<DecideThresholdStep>;
  fallback?: PlayOutcome;
}

/** A target and what it brings. */
export interface DecideThresholdStep {
  /** What the state must have reached. */
  at: number;
  outcome: PlayOutcome;
}

/** Clients enter until a close; then so many of them are selected by public values of a later hour. */
export interface DecideTimedDraw {
  op: "timed_draw";
  /** From then on nobody enters; the list of entries is closed. */
  entry_close: string;
  seed_source: DecideTimedDrawSource;
  /** What entering brings at once; its title is told to whoever entered. */
  entry: PlayOutcome;
  /** Those selected first get the first outcome. */
  winners: Array<DecideTimedDrawWinners>;
}

/** Public numbers that nobody knows before the close, as those of a lottery. */
export interface DecideTimedDrawSource {
  /** Whose numbers they are, and of which day or issue. */
  name: Text;
  /** When they are published: after the close. */
  at: string;
  /** How many numbers there are. */
  count: number;
}

/** How many are selected for an outcome. */
export interface DecideTimedDrawWinners {
  n: number;
  outcome: PlayOutcome;
}

/** A piece drawn without putting it back: each draw leaves fewer, and the odds are what is left of what there was. */
export interface DecideUrn {
  op: "urn";
  items: Array<DecideUrnItem>;
  fallback?: PlayOutcome;
}

/** Pieces that bring one outcome. */
export interface DecideUrnItem {
  /** Pieces of it at the start; all together at most 1,000,000. */
  n: number;
  outcome: PlayOutcome;
}

/** One item by chance; an exhausted item becomes the fallback, the others' chances never change. */
export interface DecideWeighted {
  op: "weighted";
  items: Array<DecideWeightedItem>;
  fallback: PlayOutcome;
  pity?: DecideWeightedPity;
}

/** An outcome with its chance in parts per million. */
export interface DecideWeightedItem {
  id: PlayId;
  title: Text;
  image?: Picture;
  effects: Array<Effect>;
  stock?: number;
  per_client?: number;
  /** Chance in parts per million; all items together make 1,000,000. */
  ppm: number;
  /** The client must have taken part so often in this play before; until then its share brings the fallback. */
  unlock_after?: number;
}

/** An item that comes the surer the longer a client has missed it. Its share grows out of the items that give nothing. */
export interface DecideWeightedPity {
  item: PlayId;
  /** From so many misses in a row its share grows; without it only the last one counts. */
  from?: number;
  /** By so much with each miss. */
  step_ppm?: number;
  /** After so many misses in a row the next attempt brings it. */
  hard: number;
}

/** How clients share the play with friends. Sharing itself gives nothing: only what a friend does counts. */
export interface PlayShare {
  /** Hours for which a friend who opened a link is bound to whoever shared it. */
  window_hours: number;
  /** Teams that one client may begin. */
  teams?: number;
  adds?: PlayAdds;
}

/** What each friend adds to a state of the team, where the operator does not count friends itself. */
export interface PlayAdds {
  state: PlayId;
  /** What the first friend adds, the second and so on; after the last the team is whole. */
  amounts: Array<number>;
  /** Hours from the first share in which friends count; without it to the end of the activity. */
  within_hours?: number;
  distinct_by?: "client" | "household";
}

/** A question to a client; choices by their ids. */
export interface PlayQuestion {
  id: PlayId;
  text: Text;
  kind: "one" | "many" | "text" | "number";
  options?: Array<PlayOption>;
  optional?: boolean;
  /** The most options, letters or the largest number. */
  max?: number;
  /** Of a choice: how many chose each option is shown to whoever has answered. */
  totals?: boolean;
  /** Of a number that is a score: the most that can be reached in a second since the client's attempt before; more is refused. */
  per_second?: number;
}

/** One answer that can be chosen. */
export interface PlayOption {
  id: PlayId;
  text: Text;
  image?: Picture;
}

/** How much of one thing one scope may have in one period. Periods are counted in the activity's zone. 限额。 */
export interface Limit {
  /** What is counted; cost counts minor units of unit cost. */
  count: "attempt" | "win" | "grant" | "cost";
  /** Whose count it is. */
  scope: "client" | "household" | "device" | "ip" | "tier" | "activity" | "sku";
  /** When the count begins again; once and activity never do. */
  period: "once" | "day" | "week" | "month" | "activity";
  max: number;
  /** What a play gets that would go over. */
  on_exceed: "reject" | "fallback" | "queue";
}

/** The most the activity's rights may cost together. */
export interface ActivityDocumentBudget {
  cap_minor: number;
  currency: string;
  /** What a play gets once the budget is used. */
  on_exceed: "fallback" | "reject";
}

/** What clients are told before they take part. Which fields an activity needs is the guard's question, not the schema's. 活动公示。 */
export interface Disclosure {
  /** 主办方 */
  organiser?: Text;
  /** 奖品名称、种类与价格 */
  prize_list?: Text;
  /** 中奖概率 */
  odds?: Text;
  /** 奖品数量 */
  quantity?: Text;
  /** 参与条件与方式 */
  entry_rule?: Text;
  /** 开奖时间 */
  draw_time?: Text;
  /** 开奖方式 */
  draw_method?: Text;
  /** 兑奖时间、条件与方式 */
  claim_rule?: Text;
  /** 奖品交付方式 */
  delivery?: Text;
  /** 弃奖条件 */
  forfeiture?: Text;
  /** 积分、礼券的兑换规则、使用范围与有效期 */
  use_rule?: Text;
  /** 五百元以上奖品中奖结果的公布方式 */
  winners?: Text;
  /** 联系方式 */
  contact?: Text;
}

export interface ActivityDocumentTheme {
  name: "light" | "black-gold";
}

export interface ActivityDocumentShare {
  title: Text;
  summary?: Text;
  image?: Picture;
}

export interface ActivityDocumentPage {
  id: ActivityDocumentId;
  title: Text;
  nodes: Array<Node>;
}

/** One component on a page. Its props follow the schema widgets/<type>.v<v>. 页面组件节点。 */
export interface Node {
  /** Unique in the document. */
  id: string;
  /** Component, such as lottery-wheel. */
  type: string;
  /** Version of the component's props. */
  v: number;
  /** Settings; props.play and props.right name an id of the document. */
  props: Record<string, unknown>;
  visible?: Expression;
  /** Named places inside the component, each a list of nodes. */
  slots?: Record<string, Array<Node>>;
}

/** An activity ended, by its window or by hand. 活动已结束。 */
export interface ActivitiesActivityEnded {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  at: string;
}

/** An activity was taken offline for good. 活动紧急下线。 */
export interface ActivitiesActivityHalted {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  at: string;
}

/** New plays stopped for a while. 活动已暂停。 */
export interface ActivitiesActivityPaused {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  at: string;
}

/** A paused activity goes on. 活动已恢复。 */
export interface ActivitiesActivityResumed {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  at: string;
}

/** An activity began to run. 活动已开始。 */
export interface ActivitiesActivityStarted {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  at: string;
}

/** A revision has all its signatures. 版本已批准。 */
export interface ActivitiesRevisionApproved {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  /** The revision. */
  revision: string;
  /** Address of its content. */
  hash: string;
  at: string;
}

/** Clients see a revision; the one before is superseded. 版本已发布。 */
export interface ActivitiesRevisionPublished {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  /** The revision. */
  revision: string;
  /** Address of its content. */
  hash: string;
  /** Its number within the activity. */
  number: number;
  /** Start of its window. */
  starts_at: string;
  /** End of its window. */
  ends_at: string;
  at: string;
}

/** A revision was sent back to its maker. 版本已退回。 */
export interface ActivitiesRevisionReturned {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  /** The revision. */
  revision: string;
  /** Address of its content. */
  hash: string;
  at: string;
}

/** A revision waits for signatures. 版本已提交审批。 */
export interface ActivitiesRevisionSubmitted {
  /** The activity. */
  activity: string;
  /** Its link name. */
  slug: string;
  /** Whose it is. */
  org_unit: string;
  /** Its state after this. */
  state: string;
  /** The revision. */
  revision: string;
  /** Address of its content. */
  hash: string;
  /** Its approval. */
  approval: string;
  at: string;
}

/** A simulation of a document waits to be reckoned. 模拟测算已受理。 */
export interface ActivitiesSimulationAsked {
  simulation: string;
}

/** A client joined or left a household by consent or by staff. 家庭成员有变动。 */
export interface AudienceHouseholdChanged {
  household: string;
  /** Who joined or left. */
  customer: string;
  /** Joined; left himself; removed by the payer; moved out by staff. */
  kind: "joined" | "left" | "removed" | "staff";
  at: string;
}

/** A client file waits to be read. 客户导入已受理。 */
export interface AudienceImportAsked {
  import: string;
}

/** A message is to be sent to somebody who has no session yet. 待发消息。 */
export interface AudienceMessageWanted {
  channel: string;
  /** Sealed address. */
  to_sealed: string;
  template: string;
  locale: string;
  /** Sealed secret that the template shows. */
  secret_sealed: string;
  /** Org unit of the client whose number it is; null for a number nobody has. */
  org_unit?: string | null;
  /** When the message has lost its use, as a code that no longer opens. */
  until?: string;
}

/** A client entered, kept, changed or left a tier. 客户等级有变动。 */
export interface AudienceTierChanged {
  /** The client. */
  customer: string;
  /** What happened. */
  kind: "enter" | "prolong" | "upgrade" | "downgrade" | "leave";
  /** The tier before; null: none. */
  from_tier: string | null;
  /** The tier after. */
  to_tier: string;
  /** A file of the bank's, a member of staff, or the rules by night. */
  cause: "import" | "hand" | "policy";
  /** Until when; null: no term. */
  valid_to: string | null;
  org_unit: string;
  at: string;
}

/** The message of a notice may go out now. 通知可以发送。 */
export interface NoticesNoticeDue {
  /** The notice. */
  notice: string;
  at: string;
}

/** A play was decided, and something is to be done beside what it gives. 玩法的后续处理。 */
export interface PlayEffectDue {
  /** The draw. */
  draw: string;
  /** Who took part. */
  client: string;
  /** The activity. */
  activity: string;
  /** The play's id in the document. */
  play: string;
  /** Which of the draw's it is, from 1. */
  place: number;
  /** What is done. */
  name: string;
  /** The effect as the document says it. */
  effect: Record<string, unknown>;
  at: string;
  /** The first right that came with it; without it none did. */
  right?: string;
}

/** A file of events was kept and is to be read. 事件文件待读取。 */
export interface PlayEventFileAsked {
  /** The file. */
  file: string;
}

/** Events that other systems told count now. 外部事件已采纳。 */
export interface PlayEventTaken {
  /** The events, at most 50. */
  events: Array<string>;
  at: string;
}

/** A state of a client has reached the value at which another play starts for him. 达成里程碑。 */
export interface PlayMilestoneReached {
  /** The draw that moved the state. */
  draw: string;
  /** Whose state it is. */
  client: string;
  /** The activity. */
  activity: string;
  /** The play that starts, by its id in the document. */
  play: string;
  /** The state, by its id in the document. */
  state: string;
  /** The value at which the play starts. */
  value: number;
  /** First day of the state's period; empty: it never begins again. */
  period: string;
  at: string;
}

/** A day of events waits to be played once more on a bench. 事件回放已受理。 */
export interface PlayReplayAsked {
  replay: string;
}

/** The last friend that a team waited for has acted. 已成团。 */
export interface PlayTeamCompleted {
  /** The team. */
  team: string;
  /** The activity. */
  activity: string;
  at: string;
}

/** A plugin's installation serves no more. 插件已停用。 */
export interface PluggingPluginDisabled {
  installation: string;
  /** Its name. */
  plugin: string;
}

/** A plugin's installation serves from now on. 插件已启用。 */
export interface PluggingPluginEnabled {
  installation: string;
  /** Its name. */
  plugin: string;
}

/** An installation is gone; its records stay. 插件已卸载。 */
export interface PluggingPluginUninstalled {
  installation: string;
  /** Its name. */
  plugin: string;
}

/** An installation runs another version. 插件已换版本。 */
export interface PluggingPluginUpgraded {
  installation: string;
  /** Its name. */
  plugin: string;
  /** The version that it runs now. */
  version: string;
}

/** A provider told something by a verified callback. 服务商通知已收到。 */
export interface PluggingProviderEventReceived {
  installation: string;
  /** The provider's own, unique per installation. */
  event_id: string;
  kind: string;
  provider_ref: string | null;
  order_ref: string | null;
  at: string;
  /** Whether the beneficiary came: codes of what was done, money paid on site. Never a result. */
  attendance?: PluggingProviderEventReceivedAttendance | null;
  /** The provider's own name of one visit of an order that is for several; null or absent: it has none. */
  visit?: string | null;
  /** The provider's own word for it. */
  said?: string | null;
  /** The provider's code of where. */
  place?: string | null;
  /** The order's price. */
  amount?: PluggingProviderEventReceivedPaid | null;
  vouchers?: Array<Record<string, unknown>>;
  shipment?: PluggingProviderEventReceivedShipment | null;
  case?: PluggingProviderEventReceivedCase | null;
  session?: PluggingProviderEventReceivedSession | null;
}

export interface PluggingProviderEventReceivedAttendance {
  state: "attended" | "absent" | "partial";
  items: Array<string>;
  top_up: PluggingProviderEventReceivedPaid | null;
}

export interface PluggingProviderEventReceivedPaid {
  amount_minor: number;
  currency: string;
}

export interface PluggingProviderEventReceivedShipment {
  carrier: string;
  tracking_no: string;
  due_on?: string | null;
}

export interface PluggingProviderEventReceivedCase {
  assignee?: string;
  messages_left?: number | null;
  answer_by?: string | null;
  closed?: "served" | "withdrawn" | null;
}

export interface PluggingProviderEventReceivedSession {
  place: string;
  slot: string;
  start: string;
  end: string;
}

/** An agent was named, consented or ended. 代办人有变化。 */
export interface RightsAgentChanged {
  /** The naming. */
  agent: string;
  /** Client for whom. */
  holder: string;
  /** Client who is the agent; null: nobody yet, or somebody without an account. */
  client: string | null;
  /** What may be done. */
  scope: "collect" | "book" | "both";
  /** How it stands. */
  state: "asked" | "active" | "ended";
  /** When it ends by itself. */
  expires_at: string;
  at: string;
}

/** A holder said whom a right is for. 已指定受益人。 */
export interface RightsBeneficiarySet {
  /** The right. */
  entitlement: string;
  /** Client who holds it. */
  holder: string;
  /** Client who benefits. */
  beneficiary: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** A booking was made, or stands otherwise than before. 预约状态已变更。 */
export interface RightsBookingChanged {
  /** The booking. */
  booking: string;
  /** The right that stands for it. */
  entitlement: string;
  service: string;
  place: string;
  /** Who or what serves. */
  resource: string;
  /** Whose right it is. */
  holder: string;
  /** For whom it is. */
  person: string;
  starts_at: string;
  ends_at: string;
  /** Null: it was made. */
  before: "proposed" | "pending" | "booked" | "checked-in" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error" | null;
  state: "proposed" | "pending" | "booked" | "checked-in" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error";
  by: "client" | "staff" | "app" | "system";
  org_unit: string;
  at: string;
}

/** Codes are to come into a pool: a file was kept, or they are to be made. 待入码。 */
export interface RightsCodeLotAsked {
  /** The lot. */
  lot: string;
}

/** A client was given a right. 权益已发放。 */
export interface RightsEntitlementGranted {
  /** The client's right. */
  entitlement: string;
  batch: string;
  sku: string;
  /** Client who holds it. */
  holder: string;
  /** Client who may use it. */
  beneficiary: string;
  /** What gave it. */
  source_kind: "play" | "manual" | "tier" | "package" | "points" | "compensation" | "import" | "allowance";
  /** Draw or entitlement behind it. */
  source_ref: string;
  activity: string | null;
  org_unit: string;
  valid_to: string;
  at: string;
}

/** A file of rights that another system granted was signed and is to be given. 外部权益文件已审批，待导入。 */
export interface RightsGrantsSigned {
  /** The file. */
  file: string;
}

/** A provider is to be asked what became of an order. 履约单待查询。 */
export interface RightsOrderCheckDue {
  order: string;
  at: string;
}

/** A provider is to be asked to fulfil a right; again when an order was never sent. 履约单已派发。 */
export interface RightsOrderPlaced {
  order: string;
  entitlement?: string;
  installation?: string;
  provider?: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** An order that was surely not carried out went to another provider. 履约单已改派。 */
export interface RightsOrderRerouted {
  order: string;
  /** The order that follows it. */
  next: string;
  entitlement: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** An order has its final outcome. 履约单已有结果。 */
export interface RightsOrderSettled {
  order: string;
  entitlement: string;
  /** completed, failed or cancelled. */
  state: string;
  /** The provider's own number. */
  provider_ref: string | null;
  /** Our request id. */
  order_ref: string;
  installation: string;
  at: string;
}

/** A place that became free is kept for one who waits. 候补名额已保留。 */
export interface RightsPlaceOffered {
  /** The entry on the waiting list. */
  waiting: string;
  entitlement: string;
  holder: string;
  person: string;
  place: string;
  starts_at: string;
  /** Until when the place is kept. */
  accept_by: string;
  org_unit: string;
  at: string;
}

/** Points of a client end soon and were not spent; told once 30 and once 7 days before. 客户积分即将过期。 */
export interface RightsPointsExpiring {
  /** Whose points they are. */
  client: string;
  /** The kind of points. */
  kind: string;
  /** How many. */
  points: number;
  /** The last day on which they can be spent, in the institution's zone. */
  last_day: string;
  /** How long before it is told at the latest. */
  days: 7 | 30;
  at: string;
}

/** Points of a client moved: awarded, spent, expired, given back, taken back or transferred. 客户积分变动。 */
export interface RightsPointsMoved {
  /** The move. */
  move: string;
  act: "award" | "spend" | "expire" | "give_back" | "take_back" | "transfer";
  /** The kind of points. */
  kind: string;
  /** Whose points they are; of a transfer who gives. */
  client: string;
  /** Who gets a transfer. */
  other: string | null;
  /** How many. */
  points: number;
  /** How many of those taken back were spent already. */
  owed: number;
  /** How many of those that came settled what was owed. */
  settled: number;
  /** How many of those given back expired at once. */
  lapsed: number;
  /** What it comes from, for example points, manual, right. */
  source_kind: string;
  /** Which of these; a source moves points once. */
  source_ref: string;
  at: string;
}

/** A pool has fewer free codes than its threshold; told once a crossing. 码池余量不足。 */
export interface RightsPoolLow {
  /** The pool. */
  pool: string;
  /** Whose rights get its codes. */
  sku: string;
  /** Who honours them. */
  provider: string;
  /** Whose pool it is. */
  org_unit: string;
  /** Free codes. */
  left: number;
  /** The threshold. */
  low_at: number;
  at: string;
}

/** A provider is paused: nothing is asked of it for now. 服务商已暂停。 */
export interface RightsProviderPaused {
  provider: string;
  /** Its short name. */
  slug: string;
  at: string;
}

/** A provider is to be asked for its places. 服务商地点待同步。 */
export interface RightsProviderPlacesWanted {
  /** The service that is booked there. */
  service: string;
  at: string;
}

/** A paused provider goes on. 服务商已恢复。 */
export interface RightsProviderResumed {
  provider: string;
  /** Its short name. */
  slug: string;
  at: string;
}

/** A right that was kept for a client was not claimed in time; stock and budget have it back. 预留逾期释放。 */
export interface RightsReservationLapsed {
  /** The right, which is over. */
  entitlement: string;
  /** For whom it was kept. */
  holder: string;
  /** Which has the unit back. */
  batch: string;
  /** Whose right it was. */
  org_unit: string;
  /** What kept it, as play. */
  source_kind: string;
  /** Which of those. */
  source_ref: string;
  at: string;
}

/** A client claimed a right. 权益已领取。 */
export interface RightsRightClaimed {
  /** The client's right. */
  entitlement: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** A right ended unused. 权益已过期。 */
export interface RightsRightExpired {
  /** The client's right. */
  entitlement: string;
  holder: string;
  batch: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** A right ends soon, and its holder is told. 权益即将到期。 */
export interface RightsRightExpiring {
  /** The right. */
  entitlement: string;
  /** Client who holds it. */
  holder: string;
  /** So many days before the end, or fewer. */
  step_days: number;
  at: string;
}

/** A client used a right; settlement accrues from it, only from it. 权益已核销。 */
export interface RightsRightRedeemed {
  /** The client's right. */
  entitlement: string;
  redemption: string;
  batch: string;
  sku: string;
  sku_code: string;
  /** Who honours the SKU; null: nobody but the institution itself. */
  provider: string | null;
  /** The plugin that speaks for the provider; null: none. */
  installation: string | null;
  provider_ref: string | null;
  order_ref: string | null;
  client: string;
  activity: string | null;
  org_unit: string;
  /** Units used now. */
  units: number;
  /** Minor units of currency. */
  unit_cost_minor: number;
  /** Minor units of currency. */
  amount_minor: number;
  currency: string;
  /** VAT treatment of the SKU. */
  tax: RightsRightRedeemedTax;
  /** Business date in the institution's zone. */
  biz_date: string;
  at: string;
  /** late: told after the validity was over; outside: used outside of it; null or absent: neither. */
  mark?: "late" | "outside" | null;
}

/** VAT treatment of the SKU. */
export interface RightsRightRedeemedTax {
  treatment: string;
  rate_ppm: number;
}

/** A right nobody had used was revoked by two members of staff. 权益已撤销。 */
export interface RightsRightRevoked {
  /** The client's right. */
  entitlement: string;
  holder: string;
  batch: string;
  /** Whose right it is. */
  org_unit?: string;
  at: string;
}

/** A provider is to be asked about a booking, or what became of it. 服务商预约待询问。 */
export interface RightsSessionAsked {
  /** The question. */
  ask: string;
  at: string;
}

/** No more of an issue batch is free than its threshold says. 发行批次库存不足。 */
export interface RightsStockLow {
  batch: string;
  /** The batch's code. */
  code: string;
  /** Units that can still be given. */
  free: number;
  total: number;
  /** The threshold. */
  low_at: number;
  org_unit: string;
  at: string;
}

/** A right was offered to another client, or the offer ended. 权益转赠有变化。 */
export interface RightsTransferChanged {
  /** The offer. */
  transfer: string;
  /** The right. */
  entitlement: string;
  /** Client who offers it. */
  giver: string;
  /** Client to whom; null until somebody takes the link up. */
  receiver: string | null;
  /** How the offer stands. */
  state: "offered" | "accepted" | "declined" | "withdrawn" | "lapsed";
  /** Until when it can be accepted. */
  expires_at: string;
  at: string;
}

/** A provider's file of uses was kept and is to be booked. 核销文件待入账。 */
export interface RightsUseFileAsked {
  /** The file. */
  file: string;
}

/** A use was taken back. 核销已撤销。 */
export interface RightsUseReversed {
  /** The client's right. */
  entitlement: string;
  redemption: string;
  reversal: string;
  /** Minor units of currency. */
  amount_minor: number;
  currency: string;
  org_unit: string;
  biz_date: string;
  at: string;
}

/** A settlement batch is approved and posted. 结算批次已批准。 */
export interface SettlementBatchApproved {
  batch: string;
  /** Its own number. */
  number: string;
  provider: string;
  net_payable_minor: number;
  currency: string;
}

/** A settlement batch waits for its second person. 结算批次已提交。 */
export interface SettlementBatchSubmitted {
  batch: string;
  /** Address of its content. */
  content_hash: string;
}

/** A use became an accrued item with its ledger entry. 核销已计提。 */
export interface SettlementItemAccrued {
  item: string;
  /** Ledger entry. */
  entry: number;
}

/** A provider's statement is loaded with its lines. 结算单已载入。 */
export interface SettlementStatementLoaded {
  statement: string;
}

/** A provider's statement was kept apart, with reasons. 结算单已隔离。 */
export interface SettlementStatementQuarantined {
  statement: string;
}

/** An address that a page may lead to: https, a page of this house, or a telephone; no step upwards (/../), no spaces or invisible characters. The one rule: documents, the phone and the last look at a paint read it here. 页面可以通往的地址。 */
export type Link = string;

/** An amount in whole minor units (fen, cents) and its currency. 金额，以最小货币单位计。 */
export interface Money {
  /** Whole minor units; no fractions. */
  amount_minor: number;
  /** ISO 4217 code. */
  currency: string;
}

/** What a client is asked for before a right can be served: each field with its purpose, the consent it needs and its class. 个人信息表单：每个字段注明用途、同意文案与分级。 */
export interface PersonalForm {
  fields: Array<PersonalFormField>;
}

export interface PersonalFormField {
  key: string;
  label: Text;
  /** What is asked for. */
  type: "text" | "long_text" | "name" | "id_number" | "mobile" | "email" | "address" | "day" | "whole" | "yes" | "choice";
  /** What may be chosen, of a choice. 选项。 */
  choices?: Array<PersonalFormChoice>;
  required: boolean;
  /** What it is for. 使用目的。 */
  purpose: Text;
  /** What the client agrees to. 同意文案。 */
  consent: Text;
  /** Class of JR/T 0171. 信息分级。 */
  class: "C1" | "C2" | "C3";
}

export interface PersonalFormChoice {
  value: string;
  label: Text;
}

/** One thing that is wrong, or doubtful, with a document. 一处问题。 */
export interface Problem {
  /** Stable code, room first. */
  code: string;
  /** JSON Pointer into the document; empty for the whole. */
  path: string;
  /** An error stops submitting; a warning is shown to the approver. */
  severity: "error" | "warning";
  message: string;
}

/** How one provider's statement file is read: which heading is which field, and what the file says of itself. 对账单列映射。 */
export interface StatementProfile {
  /** Under which the mapping is saved; saving again makes its next version. */
  name: string;
  /** Given by the house; what is written here is replaced. */
  version?: number;
  /** Field to the headings by which it is known; the first one that the file has is used. */
  columns: StatementProfileColumns;
  /** Fields without which a file or a line cannot be read. */
  required?: Array<"provider_ref" | "platform_ref" | "parent_ref" | "line_type" | "sku" | "qty" | "unit_price" | "gross" | "tax" | "net" | "currency" | "status" | "occurred_at" | "store" | "client">;
  /** Tried in this order, never guessed; for a file of text. */
  encodings?: Array<"utf-8-sig" | "gb18030" | "utf-16">;
  /** Between cells of a text; null: the one that is seen most. */
  delimiter?: "," | "\t" | ";" | "|" | null;
  /** Name of the sheet of a workbook; null: the first. */
  sheet?: string | null;
  /** Of lines that name none. */
  currency?: string;
  /** No longer read: decimals follow from the currency. */
  exponent?: number | null;
  /** Whether amounts are written in yuan or in fen. */
  unit?: "major" | "minor";
  /** What stands before the decimals of an amount or quantity that is text; null: a dot, and a file in which it may mark thousands (every amount like 1.000) is kept out. */
  decimal_mark?: "." | "," | null;
  /** IANA zone in which the file writes its times. */
  zone?: string;
  /** Order of day, month and year where the year is not first. */
  date_order?: "ymd" | "dmy" | "mdy";
  /** The file's word for a kind of line to ours. */
  line_types?: Record<string, StatementProfileLineType>;
  /** Of lines that name none. */
  line_type?: StatementProfileLineType;
  /** Whether refunds are written with a minus or without. */
  refunds?: "signed" | "positive";
  /** States of lines that are billed; a state that is neither here nor in skip_status keeps the file out. Left out: the usual ones, such as 交易成功. */
  billed_status?: Array<string>;
  /** Headings of columns that somebody has looked at: they change nothing of what is asked. A column of another heading that may change it (收/支, 优惠, 退款, …) keeps the file out. */
  ignored?: Array<string>;
  /** States of lines that are not billed: they are left out, and told. */
  skip_status?: Array<string>;
  /** The row in which the file states its own totals. */
  trailer?: StatementProfileTrailer;
}

/** Field to the headings by which it is known; the first one that the file has is used. */
export interface StatementProfileColumns {
  /** The provider's order number. */
  provider_ref?: StatementProfileHeadings;
  /** Our order number. */
  platform_ref?: StatementProfileHeadings;
  /** The provider's number of the order that a line belongs to. */
  parent_ref?: StatementProfileHeadings;
  /** What kind of line it is, in words of line_types. */
  line_type?: StatementProfileHeadings;
  /** The product. */
  sku?: StatementProfileHeadings;
  /** How many; 1 where there is no such column. */
  qty?: StatementProfileHeadings;
  /** Price of one. */
  unit_price?: StatementProfileHeadings;
  /** What is asked for the line, tax included. */
  gross?: StatementProfileHeadings;
  /** Tax in gross. */
  tax?: StatementProfileHeadings;
  /** Gross without tax. */
  net?: StatementProfileHeadings;
  /** ISO 4217 code of the line. */
  currency?: StatementProfileHeadings;
  /** The provider's own state of the line. */
  status?: StatementProfileHeadings;
  /** When the right was used. */
  occurred_at?: StatementProfileHeadings;
  /** Where. */
  store?: StatementProfileHeadings;
  /** By whom, as the provider writes it. */
  client?: StatementProfileHeadings;
}

/** Headings of one column. */
export type StatementProfileHeadings = Array<string>;

/** What a line is. */
export type StatementProfileLineType = "fulfilment" | "refund" | "fee" | "penalty" | "topup" | "adjust" | "balance";

/** The row in which the file states its own totals. */
export interface StatementProfileTrailer {
  /** With which its first cell begins. */
  words: Array<string>;
  /** Whether a file without it is refused. */
  required?: boolean;
  /** Cell of the count, from 0; null: found by its label. */
  count_at?: number | null;
  /** Cell of the sum, likewise. */
  gross_at?: number | null;
}

/** What clients are told that follows from the activity: generated from its document, never typed. 由活动设置生成的公示内容。 */
export interface Terms {
  /** What may come of each play, in the document's order. */
  plays: Array<TermsPlay>;
  /** Sentences by field of the disclosure, in the order in which clients read them. */
  said: Array<TermsPart>;
}

export interface TermsPlay {
  id: string;
  title: Text;
  /** Whether chance decides, so that odds are told. */
  by_chance: boolean;
  chances?: PlayChances;
  /** What an attempt may meet, then what takes the place of an exhausted outcome. */
  outcomes: Array<TermsOutcome>;
}

/** One outcome as clients read it. */
export interface TermsOutcome {
  id: string;
  /** The right's own name where it gives one. */
  title: Text;
  image?: Picture;
  /** Whether it gives anything. */
  wins: boolean;
  /** Whether it takes an exhausted outcome's place. */
  fallback: boolean;
  /** Category of the right it gives; absent: it gives none. */
  category?: string;
  /** What it is worth to the client; absent: it gives no right. */
  worth_minor?: number;
  currency?: string;
  /** Chance at each attempt in parts per million; absent where chance does not decide. */
  ppm?: number;
  /** How many there are in the whole activity; absent: nothing bounds them. */
  stock?: number;
  /** How many one client may get. */
  per_client?: number;
}

export interface TermsPart {
  field: "window" | "entry_rule" | "quantity" | "odds" | "draw_time" | "draw_method";
  lines: Array<Text>;
}

/** One look of the house: every colour by what it is for. CSS custom properties are generated from it. 主题。 */
export interface Theme {
  name: string;
  title: Text;
  /** What the browser's own controls look like. */
  scheme: "light" | "dark";
  colours: ThemeColours;
  shadow: string;
}

export interface ThemeColours {
  /** The paper. */
  ground: ThemeColour;
  /** A card on the paper. */
  surface: ThemeColour;
  /** A tinted place. */
  soft: ThemeColour;
  /** Hairlines. */
  line: ThemeColour;
  /** Text. */
  ink: ThemeColour;
  /** Secondary text. */
  muted: ThemeColour;
  brand: ThemeColour;
  /** Text on the brand colour. */
  "on-brand": ThemeColour;
  /** Champagne gold as a fill: primary action, tier, prize. */
  accent: ThemeColour;
  /** Gold as text. */
  "accent-text": ThemeColour;
  /** Text on gold. */
  "on-accent": ThemeColour;
  good: ThemeColour;
  warn: ThemeColour;
  bad: ThemeColour;
  info: ThemeColour;
  "good-soft": ThemeColour;
  "warn-soft": ThemeColour;
  "bad-soft": ThemeColour;
  "info-soft": ThemeColour;
  /** What lies over the page behind a sheet. */
  veil: ThemeColour;
}

export type ThemeColour = string;

/** Until when a right can be used, and on which days and at which hours. Days are counted in the institution's zone and end at its midnight. 权益有效期规则：以机构所在时区的自然日计算，均在午夜结束。 */
export interface Validity {
  /** Until when. */
  ends: ValidityDay | ValidityIssue | ValidityClaim;
  /** The first day on which it can be used; without it, at once. 可用起始日。 */
  opens?: string;
  /** The hours at which it can be used; without any, at every hour. 可用时段。 */
  windows?: Array<ValidityWindow>;
  /** Days on which it cannot be used, both ends included. 不可用日期。 */
  blackouts?: Array<ValidityBlackout>;
  /** On which days of the holiday calendar it can be used: any, no_holidays, workdays (with make-up workdays), restdays. 按节假日日历限定可用日。 */
  days?: "any" | "no_holidays" | "workdays" | "restdays";
}

export interface ValidityDay {
  kind: "day";
  /** The last day, included. */
  day: string;
}

export interface ValidityIssue {
  kind: "issue";
  count: ValidityCount;
  unit: ValidityUnit;
}

export type ValidityCount = number;

export type ValidityUnit = "day" | "month";

export interface ValidityClaim {
  kind: "claim";
  count: ValidityCount;
  unit: ValidityUnit;
  /** Until when it must be claimed. */
  claim_by: ValidityDay | ValidityIssue;
}

export interface ValidityWindow {
  /** Days of the week, Monday is 1. */
  weekdays: Array<number>;
  /** Included. */
  from: string;
  /** Not included; later than from. */
  until: string;
}

export interface ValidityBlackout {
  first: string;
  last: string;
}
