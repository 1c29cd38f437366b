/**
 * Rich text without HTML: a blank line parts paragraphs, "- " begins a list item, **bold**, [words](address).
 * Whatever is not one of these stays as it was written, so nothing a person types can become markup.
 */
import { safeLink } from "./address";

export type Span = { readonly text: string; readonly bold?: true; readonly href?: string };
export type Block =
  | { readonly kind: "paragraph"; readonly lines: Span[][] }
  | { readonly kind: "list"; readonly items: Span[][] };

const MARK = /\*\*([^*\n]{1,400})\*\*|\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)/g;

function linked(whole: string, words: string, address: string): Span {
  const href = safeLink(address);
  return href === null ? { text: whole } : { text: words, href };
}

export function spans(line: string): Span[] {
  const out: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(MARK)) {
    const [whole, bold, words, address] = match;
    if (match.index > from) out.push({ text: line.slice(from, match.index) });
    out.push(bold === undefined ? linked(whole, words ?? "", address ?? "") : { text: bold, bold: true });
    from = match.index + whole.length;
  }
  if (from < line.length) out.push({ text: line.slice(from) });
  return out;
}

function block(lines: string[]): Block {
  if (lines.every((line) => line.startsWith("- "))) {
    return { kind: "list", items: lines.map((line) => spans(line.slice(2))) };
  }
  return { kind: "paragraph", lines: lines.map(spans) };
}

export function rich(text: string): Block[] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n+/)
    .map((part) => part.split("\n").filter((line) => line.trim() !== ""))
    .filter((lines) => lines.length > 0)
    .map(block);
}
