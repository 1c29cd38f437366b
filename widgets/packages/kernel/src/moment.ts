/** A date, or a date and time, as people type it, heard as a wall clock in a zone. */
import { clockIn, instantIn, shownIn } from "./zone";

const DAY = "2026-11-21".length;
const MINUTE = "2026-11-21T09:30".length;
const DAY_MS = 86_400_000;

const ZONE_WORDS: Readonly<Record<string, string>> = { 北京时间: "Asia/Shanghai", Z: "UTC", GMT: "UTC" };
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const TYPED =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:(?:\s+|T)?(\d{1,2})[:点时](?:(\d{1,2})分?)?(?::\d{2}秒?)?)?\s*(.*)$/;
const TIGHT = /^(\d{4})(\d{2})(\d{2})(?:[\sT]*(\d{2}):?(\d{2}))?\s*(.*)$/;
const NOW = /^(?:now|现在|此刻)$/i;
const TODAY = /^(?:today|今天)$/i;
const AHEAD = /^\+?\s*(\d{1,4})\s*(?:d|days?|天)(?:后|later)?$/i;

const two = (figure: string | number): string => String(figure).padStart(2, "0");

export type Precision = "day" | "minute";

interface Typed {
  day: string;
  time: string;
  zone: string;
}

/** Is it a day of the calendar, and a time of the clock? */
function exists({ day, time }: Typed): boolean {
  const at = Date.parse(`${day}T${time}:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${day}T${time}`);
}

function typed(text: string): Typed | null {
  const found = TYPED.exec(text) ?? TIGHT.exec(text);
  if (!found) return null;
  const [, year = "", month = "", date = "", hour = "0", minute, zone = ""] = found;
  const read = {
    day: `${year}-${two(month)}-${two(date)}`,
    time: `${two(hour)}:${two(minute || "0")}`,
    zone: zone.trim(),
  };
  return exists(read) ? read : null;
}

function known(zone: string): boolean {
  try {
    clockIn(0, zone);
    return /[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/** The instant of a wall clock whose zone was typed behind it: a name, or an offset; null where it is neither. */
function instantOf(wall: string, zone: string): number | null {
  const offset = OFFSET.exec(zone);
  if (offset) return Date.parse(`${wall}:00${offset[1]}${two(offset[2] ?? "")}:${offset[3] ?? "00"}`);
  const name = ZONE_WORDS[zone] ?? ZONE_WORDS[zone.toUpperCase()] ?? zone;
  return known(name) ? Date.parse(instantIn(wall, name)) : null;
}

/** `now`, `today`, `+30d` and their Chinese, counted on the zone's own calendar. */
function spoken(text: string, zone: string, now: number): string | null {
  if (NOW.test(text)) return shownIn(now, zone);
  if (TODAY.test(text)) return `${shownIn(now, zone).slice(0, DAY)}T00:00`;
  const days = AHEAD.exec(text)?.[1];
  if (!days) return null;
  const wall = shownIn(now, zone);
  return new Date(Date.parse(`${wall}:00Z`) + Number(days) * DAY_MS).toISOString().slice(0, MINUTE);
}

/**
 * Hear what was typed: `2026-12-01 09:30`, `2026/12/1 9:30`, `2026年12月1日9点30分`, `20261201 0930`, full-width
 * digits, a zone behind it (`+08:00`, `Europe/London`), `now`, `+30d`.
 *
 * Gives the wall clock of `zone`: `2026-12-01`, or `2026-12-01T09:30`; null where nothing of the kind was typed.
 */
export function wallOf(
  text: string,
  zone: string,
  now: number,
  precision: Precision = "minute",
): string | null {
  const said = text.normalize("NFKC").replace(/\s+/g, " ").trim();
  const length = precision === "day" ? DAY : MINUTE;
  const read = typed(said);
  if (!read) return spoken(said, zone, now)?.slice(0, length) ?? null;
  const wall = `${read.day}T${read.time}`;
  if (!read.zone) return wall.slice(0, length);
  const at = instantOf(wall, read.zone);
  return at === null || Number.isNaN(at) ? null : shownIn(at, zone).slice(0, length);
}

/** How a wall clock is written in a field: `2026-12-01 09:30`. */
export const written = (wall: string): string => wall.replace("T", " ");

/** How far a zone is ahead of UTC at a moment: `UTC+8`, `UTC-3:30`. */
export function aheadOf(at: number, zone: string): string {
  const [, sign = "+", hours = "0", minutes = "00"] =
    /([+-])(\d{2}):(\d{2})$/.exec(instantIn(shownIn(at, zone), zone)) ?? [];
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** The moment after an arrow key: the part under the caret is one more or one less. Null where none is written. */
export function turned(text: string, caret: number, by: 1 | -1): string | null {
  const read = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?$/.exec(text);
  if (!read) return null;
  const [, year, month, day, hour, minute] = read.map((part) => Number(part ?? 0));
  const parts = [year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0];
  const at = [4, 7, 10, 13].filter((end) => caret > end).length;
  parts[at] = (parts[at] ?? 0) + by;
  const [y = 0, m = 0, d = 0, h = 0, min = 0] = parts;
  // A month is not left by its days: 31 January turned by a month is the last of February.
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  const next = new Date(Date.UTC(y, m, at < 2 ? Math.min(d, last) : d, h, min)).toISOString();
  return written(next.slice(0, text.length === DAY ? DAY : MINUTE));
}
