/** A file of codes goes to the server: looked at first, then imported; GraphQL cannot carry its size. */
import { newKey } from "../../../api/ask";
import { keptLocale } from "../../../copy";

/** What a file looks like; `why` says in words why it cannot be imported, `choose` that a column must be named. */
export interface Looked {
  why: string;
  choose?: boolean;
  format: string;
  encoding: string;
  delimiter: string;
  sheet: string;
  heads: boolean;
  rowCount: number;
  goodCount: number;
  badCount: number;
  usualLength: number;
  shorterCount: number;
  columns: Array<{ head: string; field: string; sample: string }>;
  bad: Array<{ line: number; field: string; message: string }>;
}

/** By which columns a file is read, the first being 0; empty: as its heads say. */
export interface Columns {
  code: string;
  pin: string;
  expires: string;
  heads: string;
  length: string;
}

export const AS_HEADS: Columns = { code: "", pin: "", expires: "", heads: "", length: "" };

export type Sent<Told> = { told: Told } | { refused: string | null };

async function post(path: string, fields: Record<string, string | File>): Promise<Response | null> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { "Accept-Language": keptLocale() };
  return await fetch(path, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
}

async function told<Told>(answer: Response | null): Promise<Sent<Told>> {
  const json = (await answer?.json().catch(() => null)) as unknown;
  if (answer?.ok && json) return { told: json as Told };
  return { refused: (json as { message?: string } | null)?.message ?? null };
}

export const look = async (pool: string, file: File, columns: Columns) =>
  told<Looked>(await post(`/console/codes/${pool}/preview`, { ...columns, key: newKey(), file }));

export const send = async (pool: string, file: File, columns: Columns, key: string) =>
  told<{ lot: string }>(await post(`/console/codes/${pool}/import`, { ...columns, key, file }));

/** Take the codes of a lot home; gives why not, in words, or nothing. */
export async function handOver(lot: string, purpose: string): Promise<string | null> {
  const answer = await post(`/console/code-lots/${lot}/codes`, { purpose });
  if (!answer?.ok) {
    const refused = await told(answer);
    return ("refused" in refused ? refused.refused : null) ?? "";
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = "codes.csv";
  link.click();
  URL.revokeObjectURL(link.href);
  return null;
}
