/** A file of uses goes to the server: looked at first, then booked; GraphQL cannot carry its size. */
import { newKey } from "../../../api/ask";
import { keptLocale } from "../../../copy";

/** What booking a file would do; `why` says in words why it cannot be read. */
export interface Foreseen {
  why: string;
  format: string;
  encoding: string;
  rowCount: number;
  matchedCount: number;
  lateCount: number;
  outsideCount: number;
  verdicts: Array<{ verdict: string; name: string; count: number }>;
  bad: Array<{ line: number; message: string }>;
}

export type Sent<Told> = { told: Told } | { refused: string | null };

async function post<Told>(path: string, fields: Record<string, string | File>): Promise<Sent<Told>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { "Accept-Language": keptLocale() };
  const asked = { method: "POST", body, headers, credentials: "same-origin" } as const;
  const answer = await fetch(`/console/uses/${path}`, asked).catch(() => null);
  const json = (await answer?.json().catch(() => null)) as unknown;
  if (answer?.ok && json) return { told: json as Told };
  return { refused: (json as { message?: string } | null)?.message ?? null };
}

export const look = (file: File, provider: string, zone: string) =>
  post<Foreseen>("preview", { key: newKey(), provider, zone, file });

export const send = (file: File, provider: string, zone: string, key: string) =>
  post<{ file: string }>("import", { key, provider, zone, file });
