/** The components' CSS as text, by type; the base is every page's. */
import base from "./base.css?inline";
import check from "./check.css?inline";
import elder from "./elder.css?inline";
import shell from "./shell.css?inline";

/** What several components draw alike, and which they are: its looks and its words come with any of them. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  slots: ["booking", "event-signup", "my-bookings"],
  friends: ["assist", "collect-cards", "group-buy"],
  draw: [
    "blind-box",
    "card-flip",
    "fortune-stick",
    "lottery-wheel",
    "mini-game",
    "nine-grid",
    "red-packet-rain",
    "scratch-card",
    "shake",
    "slot-machine",
    "smash-egg",
  ],
  standing: [
    "check-in-calendar",
    "collect-cards",
    "exchange",
    "flash-claim",
    "live-signup",
    "mini-game",
    "place-check-in",
    "position-check-in",
    "quiz",
    "raise-tree",
    "reading-mission",
    "seat-pick",
    "survey",
    "task-list",
    "tier-challenge",
    "vote",
  ],
};

const found = import.meta.glob<string>("./*/style.css", { query: "?inline", import: "default", eager: true });

export const baseCss: string = base + shell;
/** The looks of the page on which a draw is checked. */
export const checkCss: string = check;
/** What the elder-friendly variant changes; it stands after everything else. */
export const elderCss: string = elder;
const own = Object.fromEntries(Object.entries(found).map(([path, css]) => [path.split("/")[1] ?? "", css]));
const parts = Object.fromEntries(Object.keys(PARTS).map((part) => [part, own[part] ?? ""]));
/** Parts come first, so that a component has the last word. */
export const cssByType: Readonly<Record<string, string>> = { ...parts, ...own };
