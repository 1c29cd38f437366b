/** Ids as people and the face write them: a prefix and the UUID in Crockford's base32. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 26;

/** Write a plain UUID, as an approval names its subject, the way the subject's own room does. */
export function textId(prefix: string, uuid: string): string {
  let value = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let at = 0; at < LENGTH; at += 1) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return `${prefix}_${text}`;
}
