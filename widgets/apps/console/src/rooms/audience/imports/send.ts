/** A file of clients goes to the server: looked at first, then imported; GraphQL cannot carry its size. */
import { newKey } from "../../../api/ask";
import { keptLocale } from "../../../copy";

/** What a file looks like; `why` says in words why it cannot be imported. */
export interface Looked {
  why: string;
  format: string;
  encoding: string;
  sheet: string;
  line: number;
  rowCount: number;
  columns: Array<{ head: string; field: string; sample: string }>;
}

export type Sent<Told> = { told: Told } | { refused: string | null };

async function post<Told>(path: string, fields: Record<string, string | File>): Promise<Sent<Told>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { "Accept-Language": keptLocale() };
  const asked = { method: "POST", body, headers, credentials: "same-origin" } as const;
  const answer = await fetch(`/console/clients/${path}`, asked).catch(() => null);
  const json = (await answer?.json().catch(() => null)) as unknown;
  if (answer?.ok && json) return { told: json as Told };
  return { refused: (json as { message?: string } | null)?.message ?? null };
}

export const look = (file: File) => post<Looked>("preview", { key: newKey(), file });

export const send = (file: File, key: string, dryRun: boolean) =>
  post<{ import: string }>("import", { key, file, dry_run: String(dryRun) });
