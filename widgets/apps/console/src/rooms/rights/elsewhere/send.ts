/** A file of rights goes to the server: looked at first, then kept and put before a second person. */
import { newKey } from "../../../api/ask";
import { keptLocale } from "../../../copy";
import type { MoneyValue } from "../../../parts/figures";

/** What giving a file would do; `why` says in words why it cannot be read. */
export interface Foreseen {
  why: string;
  format: string;
  encoding: string;
  columns: Array<{ head: string; field: string }>;
  rowCount: number;
  goodCount: number;
  cost: MoneyValue;
  verdicts: Array<{ verdict: string; name: string; count: number }>;
  bad: Array<{ line: number; message: string }>;
}

export interface Sending {
  file: File;
  system: string;
  budget: string;
}

type Sent<Told> = { told: Told } | { refused: string | null };

async function post<Told>(path: string, sending: Sending, key: string): Promise<Sent<Told>> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...sending, key })) body.append(name, value);
  const headers = { "Accept-Language": keptLocale() };
  const asked = { method: "POST", body, headers, credentials: "same-origin" } as const;
  const answer = await fetch(`/console/elsewhere/${path}`, asked).catch(() => null);
  const json = (await answer?.json().catch(() => null)) as unknown;
  if (answer?.ok && json) return { told: json as Told };
  return { refused: (json as { message?: string } | null)?.message ?? null };
}

export const look = (sending: Sending) => post<Foreseen>("preview", sending, newKey());

export const send = (sending: Sending, key: string) =>
  post<{ file?: string; why?: string }>("import", sending, key);
