// Generated from schemas/widgets by tools/codegen.mjs. Do not edit.

/** Words shown to people, one entry per language; Chinese is always present. */
export interface Text {
  "zh-CN": string;
  en?: string;
}

/** What the client may take in this period: granted, held, used, left; take one. 我的额度。 */
export interface AllowancesProps {
  /** 标题 */
  title?: Text;
}

/** A figure that friends move, and what it brings. 助力。 */
export interface AssistProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 提示 */
  hint?: Text;
  /** 单位 */
  unit?: Text;
}

/** A box that opens on the prize the server has decided. 盲盒。 */
export interface BlindBoxProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A place and a time for a right that is used by appointment. 预约。 */
export interface BookingProps {
  /** 标题 */
  title?: Text;
}

/** One action within thumb's reach. 按钮。 */
export interface ButtonProps {
  /** 文字 */
  label: Text;
  /** 动作 */
  does: "play" | "rights" | "rules" | "adviser" | "link";
  /** 玩法 */
  play?: string;
  /** 链接 */
  href?: string;
  /** 样式 */
  look?: "primary" | "quiet";
}

/** Six cards; the one that is turned shows the prize the server has decided. 翻牌。 */
export interface CardFlipProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** The month with the days that were counted, those that can be made up, and what days in a row bring. 签到日历。 */
export interface CheckInCalendarProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Cards that the server draws, how many of each the client has, and how far the set is. 集卡。 */
export interface CollectCardsProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Days, hours, minutes and seconds to the start or the end of the activity. 倒计时。 */
export interface CountdownProps {
  /** 目标时间 */
  to: "window.start" | "window.end";
  /** 说明 */
  label?: Text;
}

/** Rules, odds, quantities and terms, as the activity discloses them. 活动公示。 */
export interface DisclosureProps {
  /** 标题 */
  title?: Text;
  /** 默认展开 */
  open?: boolean;
}

/** Sign up for an event with seats and a waiting list. 活动报名。 */
export interface EventSignupProps {
  /** 标题 */
  title?: Text;
}

/** One right for points: its worth, its price and how many are left; a second press pays. 积分兑换。 */
export interface ExchangeProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 图片 */
  image?: string;
}

/** The client's household: members masked, invitations, joining and leaving. 我的家庭。 */
export interface FamilyProps {
  /** 标题 */
  title?: Text;
}

/** What is left, a countdown by the server's clock to what comes in next, and one button. 限时抢领。 */
export interface FlashClaimProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A stick rises from its holder; its slip shows the prize the server has decided. 上上签。 */
export interface FortuneStickProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Rights that are offered to the client, offered by him, or to be collected for others. 转赠与代领。 */
export interface GiftsProps {
  /** 标题 */
  title?: Text;
}

/** Whose page it is: the client's masked name and tier, or the way to say who one is. 问候。 */
export interface GreetingProps {
  /** 标题 */
  title?: Text;
}

/** Seats of a team that friends fill. 拼团。 */
export interface GroupBuyProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 提示 */
  hint?: Text;
}

/** The first thing a client sees: a picture, a title, a line under it. 头图。 */
export interface HeroProps {
  /** 主标题 */
  title: Text;
  /** 副标题 */
  subtitle?: Text;
  /** 眉题 */
  eyebrow?: Text;
  /** 图片 */
  image?: string;
  /** 高度 */
  ratio?: "tall" | "wide" | "square";
  /** 对齐 */
  align?: "left" | "center";
}

/** One picture with its words for those who cannot see it. 图片。 */
export interface ImageProps {
  /** 图片 */
  src: string;
  /** 替代文字 */
  alt: Text;
  /** 图注 */
  caption?: Text;
  /** 比例 */
  ratio?: "16:9" | "4:3" | "1:1" | "3:4";
}

/** The first places of a ranking, one's own place and what is missing to the next reward. 排行榜。 */
export interface LeaderboardProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 得分单位 */
  unit?: Text;
  /** 提示 */
  hint?: Text;
}

/** When the session begins by the server's clock, signing up for it, and what attending brings. 直播报名。 */
export interface LiveSignupProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 开始时间 */
  begins: string;
  /** 说明 */
  note?: Text;
  /** 参会奖励的玩法 */
  steps?: string;
}

/** A wheel that turns to the prize the server has decided. 幸运转盘。 */
export interface LotteryWheelProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A target: the server decides what is hit, or the client's own hits are the score; the best leads to the steps. 小游戏。 */
export interface MiniGameProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 最高分奖励的玩法 */
  steps?: string;
  /** 自己计分：每局几秒 */
  seconds?: number;
}

/** The client's bookings, with code, calendar file and cancelling, and where he waits. 我的预约。 */
export interface MyBookingsProps {
  /** 标题 */
  title?: Text;
}

/** What the client was told: read and unread, leading to the right that it is about. 我的通知。 */
export interface MyNoticesProps {
  /** 标题 */
  title?: Text;
}

/** The client's own rights from this activity, and the way to each code. 我的权益。 */
export interface MyRightsProps {
  /** 标题 */
  title?: Text;
  /** 尚无权益时 */
  empty?: Text;
}

/** Eight places around a button; a light runs to the prize the server has decided. 九宫格。 */
export interface NineGridProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A code that is scanned at a place, or typed by hand, checks the client in. 到场签到。 */
export interface PlaceCheckInProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** What the client can have for points. 积分商城。 */
export interface PointsMallProps {
  /** 标题 */
  title?: Text;
}

/** The client's points: what he has, what ends next, what moved. 我的积分。 */
export interface PointsProps {
  /** 标题 */
  title?: Text;
}

/** Being near a place, as the phone tells it when the client presses. 定位签到。 */
export interface PositionCheckInProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** The privacy centre: what is held and given to whom, choices and receipts, a copy, asking to be erased. 隐私中心。 */
export interface PrivacyProps {
  /** 标题 */
  title?: Text;
}

/** The prizes of one play, with what is left of each. 奖品列表。 */
export interface PrizeListProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 显示剩余数量 */
  show_stock?: boolean;
  /** 显示参考价值 */
  show_value?: boolean;
}

/** One question after the other; the server scores the answers. 答题。 */
export interface QuizProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A tree that grows with every feed, and what its stages bring. 养成树。 */
export interface RaiseTreeProps {
  /** 阶段奖励的玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 推进进度的玩法 */
  does?: string;
}

/** Something to read, counted once it was opened, and what so many readings bring. 阅读任务。 */
export interface ReadingMissionProps {
  /** 阅读奖励的玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 推进进度的玩法 */
  does: string;
  /** 文章标题 */
  headline: Text;
  /** 正文 */
  body: Text;
}

/** Red packets fall; touching them is only for joy, the server has decided once. 红包雨。 */
export interface RedPacketRainProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Paragraphs, lists, bold words and links in plain marks: a blank line parts paragraphs, “- ” begins a list item, **bold**, [words](https://…). 图文。 */
export interface RichTextProps {
  /** 正文 */
  body: Text;
  /** 对齐 */
  align?: "left" | "center";
}

/** A card whose foil is scratched away by finger or by a button, down to what the server has decided. 刮刮卡。 */
export interface ScratchCardProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** A map of seats of which the client picks one that is free. 在线选座。 */
export interface SeatPickProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 前方名称 */
  stage?: Text;
  /** 每排座位 */
  columns?: "4" | "6" | "8";
}

/** A titled place for other components. 区块。 */
export interface SectionProps {
  /** 标题 */
  heading?: Text;
  /** 样式 */
  tone?: "plain" | "card" | "tint";
}

/** The phone is shaken, or a button is pressed; a card shows the prize the server has decided. 摇一摇。 */
export interface ShakeProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Three reels that come to rest alike where the server has decided a prize, and unlike where it has not. 摇奖机。 */
export interface SlotMachineProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Three eggs; the one that is struck shows the prize the server has decided. 砸金蛋。 */
export interface SmashEggProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Questions on one sheet, sent with the consent that stands under them. 问卷。 */
export interface SurveyProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 授权说明 */
  consent: Text;
}

/** Tasks with how far each is, and what each brings. 任务清单。 */
export interface TaskListProps {
  /** 任务奖励的玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 推进进度的玩法 */
  does?: string;
  /** 今日任务 */
  task?: Text;
}

/** The client's tier as a card, what it adds, the next one and the step to it; never an amount. 等级卡。 */
export interface TierCardProps {
  /** 标题 */
  title?: Text;
}

/** The way up with its stages, what is missing to the next one, and what each brings. 升级挑战。 */
export interface TierChallengeProps {
  /** 阶段奖励的玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
  /** 推进进度的玩法 */
  does?: string;
}

/** Enter a draw at a set time; one's own entries, each checked on the phone. 到时抽签。 */
export interface TimedDrawProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** One choice out of several, cast once. 投票与竞猜。 */
export interface VoteProps {
  /** 玩法 */
  play: string;
  /** 标题 */
  title?: Text;
  /** 按钮文字 */
  label?: Text;
  /** 提示 */
  hint?: Text;
}

/** Every right of the client's, by state, whichever way it came. 权益卡包。 */
export interface WalletProps {
  /** 标题 */
  title?: Text;
}

/** Props of each component, by its type. */
export interface WidgetPropsByType {
  "allowances": AllowancesProps;
  "assist": AssistProps;
  "blind-box": BlindBoxProps;
  "booking": BookingProps;
  "button": ButtonProps;
  "card-flip": CardFlipProps;
  "check-in-calendar": CheckInCalendarProps;
  "collect-cards": CollectCardsProps;
  "countdown": CountdownProps;
  "disclosure": DisclosureProps;
  "event-signup": EventSignupProps;
  "exchange": ExchangeProps;
  "family": FamilyProps;
  "flash-claim": FlashClaimProps;
  "fortune-stick": FortuneStickProps;
  "gifts": GiftsProps;
  "greeting": GreetingProps;
  "group-buy": GroupBuyProps;
  "hero": HeroProps;
  "image": ImageProps;
  "leaderboard": LeaderboardProps;
  "live-signup": LiveSignupProps;
  "lottery-wheel": LotteryWheelProps;
  "mini-game": MiniGameProps;
  "my-bookings": MyBookingsProps;
  "my-notices": MyNoticesProps;
  "my-rights": MyRightsProps;
  "nine-grid": NineGridProps;
  "place-check-in": PlaceCheckInProps;
  "points-mall": PointsMallProps;
  "points": PointsProps;
  "position-check-in": PositionCheckInProps;
  "privacy": PrivacyProps;
  "prize-list": PrizeListProps;
  "quiz": QuizProps;
  "raise-tree": RaiseTreeProps;
  "reading-mission": ReadingMissionProps;
  "red-packet-rain": RedPacketRainProps;
  "rich-text": RichTextProps;
  "scratch-card": ScratchCardProps;
  "seat-pick": SeatPickProps;
  "section": SectionProps;
  "shake": ShakeProps;
  "slot-machine": SlotMachineProps;
  "smash-egg": SmashEggProps;
  "survey": SurveyProps;
  "task-list": TaskListProps;
  "tier-card": TierCardProps;
  "tier-challenge": TierChallengeProps;
  "timed-draw": TimedDrawProps;
  "vote": VoteProps;
  "wallet": WalletProps;
}
