/** That an entry stands in a closed list: worked out on the phone from the list's root alone, without a network. */
import { sha256 } from "./sha256";

export interface EntryProof {
  readonly tree: string;
  readonly size: number;
  /** Counted from 0. */
  readonly index: number;
  /** The hashes beside the way up to the root, 64 hex digits each. */
  readonly path: readonly string[];
}

const TREE = "rfc6962-sha256";
/** More than any list has: beyond it the places of a list cannot be told apart by shifting. */
const SIZE_MAX = 2 ** 31;
const HASH = /^[0-9a-f]{64}$/;

const octets = (hex: string): number[] => (hex.match(/../g) ?? []).map((one) => Number.parseInt(one, 16));
const node = (left: string, right: string): string => sha256([1, ...octets(left), ...octets(right)]);

/** RFC 9162, 2.1.3.2, as `verify` of the house: the same answer for every proof. */
export function stands(root: string, entry: Uint8Array, proof: EntryProof): boolean {
  const { tree, size, path } = proof;
  let { index } = proof;
  const whole = Number.isInteger(size) && Number.isInteger(index) && size <= SIZE_MAX;
  if (tree !== TREE || !whole || index < 0 || index >= size || !path.every((one) => HASH.test(one)))
    return false;
  let last = size - 1;
  let hashed = sha256([0, ...entry]);
  for (const beside of path) {
    if (last === 0) return false;
    const isRight = index % 2 === 1 || index === last;
    hashed = isRight ? node(beside, hashed) : node(hashed, beside);
    while (isRight && index > 0 && index % 2 === 0) [index, last] = [index >> 1, last >> 1];
    [index, last] = [index >> 1, last >> 1];
  }
  return last === 0 && hashed === root;
}
