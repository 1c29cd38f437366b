/** A key that nobody has had: 32 hexadecimal digits. randomUUID is missing where a page is served without TLS. */
export const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
