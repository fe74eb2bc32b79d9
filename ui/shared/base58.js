// Base58, and the checksum of base58check: the same as safety/base58.py.
import { sha256 } from "./sha256.js";

const BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export const XRP = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/** The bytes that a text stands for, or null where it stands for more, or for none. */
export function decoded(text, size, letters = BITCOIN) {
  const raw = new Uint8Array(size);
  for (const letter of text) {
    let carry = letters.indexOf(letter);
    if (carry < 0) return null;
    for (let i = raw.length - 1; i >= 0; i -= 1) {
      carry += raw[i] * 58;
      raw[i] = carry & 0xff;
      carry >>= 8;
    }
    if (carry) return null;
  }
  return raw;
}

/** The bytes that base58 text stands for, or null unless it has that size and its checksum. */
export function payload(text, size, letters = BITCOIN) {
  const raw = decoded(text, size + 4, letters);
  if (!raw) return null;
  const body = raw.subarray(0, size);
  const check = sha256(sha256(body));
  return raw.subarray(size).every((byte, i) => byte === check[i]) ? body : null;
}
