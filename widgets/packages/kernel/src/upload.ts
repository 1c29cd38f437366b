/** What a file must be to be taken: looked at in the browser before any of it is sent. */
import uploads from "./uploads.json";

export type Upload = keyof typeof uploads;

export interface UploadRule {
  bytes: number;
  rows?: number;
  /** Endings of the names, without the dot. */
  ends: string[];
}

export const uploadRule = (of: Upload): UploadRule => uploads[of];

/** Why a file is not taken: the copy key after `upload.`, and its facts. */
export interface Unfit {
  why: "empty" | "large" | "foreign" | "ending";
  facts: Record<string, string>;
}

const HEAD = 4096;
const HEIC = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]);
const PICTURES = ["ffd8ff", "89504e47", "52494646"];
const PDF = "25504446";

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const ending = (name: string) => (/\.([^.]+)$/.exec(name)?.[1] ?? "").toLowerCase();

/** A kind that people send often and that is not taken, by the first bytes, whatever the file is called. */
export function foreignKind(head: Uint8Array): string {
  if (ascii(head.slice(4, 8)) === "ftyp" && HEIC.has(ascii(head.slice(8, 12)))) return "HEIC";
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  return text.startsWith("<") && text.includes("<svg") ? "SVG" : "";
}

/** Say why a file is not taken; null where it may be sent. */
export async function unfit(file: File, of: Upload): Promise<Unfit | null> {
  const { bytes, ends } = uploadRule(of);
  const facts = { name: file.name, ends: ends.join(", "), mb: String(Math.floor(bytes / 1_000_000)) };
  if (file.size === 0) return { why: "empty", facts };
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const foreign = foreignKind(head);
  if (foreign) return { why: "foreign", facts: { ...facts, kind: foreign } };
  if (file.size > bytes) return { why: "large", facts };
  const start = Array.from(head.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const picture = PICTURES.some((sign) => start.startsWith(sign));
  const fits =
    of === "picture" || of === "evidence"
      ? picture || (of === "evidence" && start === PDF)
      : !picture && ends.includes(ending(file.name));
  return fits ? null : { why: "ending", facts };
}
