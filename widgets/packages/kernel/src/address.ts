/** Which addresses a page may show or lead to. The schemas hold the rule; documents, phone and server read it there. */
import { pattern as LINK, maxLength as LINK_MAX } from "../../../../schemas/link.v1.schema.json";
import { pattern as PICTURE, maxLength as PICTURE_MAX } from "../../../../schemas/picture.v1.schema.json";

const link = new RegExp(LINK, "u");
const picture = new RegExp(PICTURE, "u");
const BLOB = "sha256:";

/** Give the address of a picture of this house, or null. */
export function safePicture(address: unknown): string | null {
  if (typeof address !== "string" || address.length > PICTURE_MAX || !picture.test(address)) return null;
  return address.startsWith(BLOB) ? `/media/${address.slice(BLOB.length)}` : address;
}

/** Give an address one may lead to: https, a page of this house, or a telephone; else null. */
export function safeLink(address: unknown): string | null {
  return typeof address === "string" && address.length <= LINK_MAX && link.test(address) ? address : null;
}

/** Where a telephone number leads, however it is written. */
export const telephone = (number: string): string => `tel:${number.replace(/[^+\d]/g, "")}`;
