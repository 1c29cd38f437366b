/** Which addresses a page may show or lead to. The schema says it first and the server says it again. */

const PICTURE = /^\/(art|media|assets)\/[A-Za-z0-9._/-]+$/;
const LINK =
  /^(https:\/\/[A-Za-z0-9.-]+(:[0-9]+)?(\/[^\s"'<>\\]*)?|\/(?!\/)[A-Za-z0-9._~/?=&%-]*|tel:[+0-9-]{3,20})$/;
const BLOB = /^sha256:([0-9a-f]{64})$/;

/** Give the address of a picture of this house, or null. */
export function safePicture(address: unknown): string | null {
  if (typeof address !== "string" || address.includes("..")) return null;
  const blob = BLOB.exec(address);
  if (blob) return `/media/${blob[1]}`;
  return PICTURE.test(address) ? address : null;
}

/** Give an address one may lead to: https, a page of this house, or a telephone; else null. */
export function safeLink(address: unknown): string | null {
  return typeof address === "string" && LINK.test(address) ? address : null;
}
