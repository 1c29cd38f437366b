/** SHA-256 (FIPS 180-4). The browser's own is missing where a page came without TLS, as while a bank tries us out. */
const ROUNDS = words(
  "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174" +
    "e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967" +
    "27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070" +
    "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2",
);
const BEGIN = words("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");
const BLOCK = 64;

function words(hex: string): Uint32Array {
  return Uint32Array.from(hex.match(/.{8}/g) ?? [], (one) => Number.parseInt(one, 16));
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const three = (word: number, a: number, b: number, c: number): number =>
  turn(word, a) ^ turn(word, b) ^ turn(word, c);

/** Give the hash of these octets as 64 hex digits. */
export function sha256(data: ArrayLike<number>): string {
  const padded = new Uint8Array((((data.length + 8) >> 6) + 1) * BLOCK);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(padded.length - 4, data.length << 3);
  const state = BEGIN.slice();
  for (let at = 0; at < padded.length; at += BLOCK) mix(state, view, at);
  return Array.from(state, (one) => one.toString(16).padStart(8, "0")).join("");
}

function mix(state: Uint32Array, view: DataView, at: number): void {
  const w = new Uint32Array(64);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let nr = 0; nr < 64; nr++) {
    const [before = 0, soon = 0] = [w[nr - 15], w[nr - 2]];
    w[nr] =
      nr < 16
        ? view.getUint32(at + nr * 4)
        : (w[nr - 16] ?? 0) +
          (turn(before, 7) ^ turn(before, 18) ^ (before >>> 3)) +
          (w[nr - 7] ?? 0) +
          (turn(soon, 17) ^ turn(soon, 19) ^ (soon >>> 10));
    const one = h + three(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (ROUNDS[nr] ?? 0) + (w[nr] ?? 0);
    const two = three(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((one, nr) => {
    state[nr] = (state[nr] ?? 0) + one;
  });
}
