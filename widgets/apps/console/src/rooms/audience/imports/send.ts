/** A file of clients goes to the server: looked at first, then imported. */
import { newKey } from "../../../api/ask";
import { sendForm } from "../../../api/send";

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

export const look = (file: File) => sendForm<Looked>("clients/preview", { key: newKey(), file });

export const send = (file: File, key: string, dryRun: boolean) =>
  sendForm<{ import: string }>("clients/import", { key, file, dry_run: String(dryRun) });
