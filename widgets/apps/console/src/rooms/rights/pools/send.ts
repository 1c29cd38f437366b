/** A file of codes goes to the server: looked at first, then imported. */
import { newKey } from "../../../api/ask";
import { postForm, sendForm, toldBy } from "../../../api/send";
import { save } from "../../../parts/csv";

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

export const look = (pool: string, file: File, columns: Columns) =>
  sendForm<Looked>(`codes/${pool}/preview`, { ...columns, key: newKey(), file });

export const send = (pool: string, file: File, columns: Columns, key: string) =>
  sendForm<{ lot: string }>(`codes/${pool}/import`, { ...columns, key, file });

/** Take the codes of a lot home; gives why not, in words, or nothing. */
export async function handOver(lot: string, purpose: string): Promise<string | null> {
  const answer = await postForm(`code-lots/${lot}/codes`, { purpose });
  if (!answer?.ok) {
    const refused = await toldBy(answer);
    return ("refused" in refused ? refused.refused : null) ?? "";
  }
  save("codes.csv", await answer.blob());
  return null;
}
