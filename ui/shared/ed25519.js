// The public key that belongs to an Ed25519 seed (RFC 8032): enough to tell a Solana secret key from a signature.
const P = 2n ** 255n - 19n;
const MASK = 2n ** 64n - 1n;
const mod = (a) => ((a % P) + P) % P;

function power(base, exponent) {
  let [result, square] = [1n, mod(base)];
  for (let left = exponent; left; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const inverse = (a) => power(a, P - 2n);
const D = mod(-121665n * inverse(121666n));
const Y = mod(4n * inverse(5n));
const X = 15112221349535400772501151409588531511454012693041857206046113283949847762202n;

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const [a, b] = [mod((y1 - x1) * (y2 - x2)), mod((y1 + x1) * (y2 + x2))];
  const [c, d] = [mod(2n * t1 * t2 * D), mod(2n * z1 * z2)];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

// SHA-512 from its definition: square and cube roots of the first primes
const primes = [];
for (let n = 2; primes.length < 80; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);

function root(value, degree) {
  let [low, high] = [0n, value];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const K = primes.map((prime) => root(BigInt(prime) << 192n, 3n) & MASK);
const START = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & MASK);
const turn = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;

/** Of up to 111 bytes: one block. */
function sha512(bytes) {
  const block = new Uint8Array(128);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(124, bytes.length * 8);
  const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(i * 8));
  for (let i = 16; i < 80; i += 1) {
    const [a, b] = [w[i - 15], w[i - 2]];
    w[i] = (w[i - 16] + (turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n)) + w[i - 7] + (turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n))) & MASK;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 80; i += 1) {
    const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + K[i] + w[i];
    const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
  }
  const out = new DataView(new ArrayBuffer(64));
  [a, b, c, d, e, f, g, h].forEach((word, i) => out.setBigUint64(i * 8, (word + START[i]) & MASK));
  return new Uint8Array(out.buffer);
}

const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** @param {Uint8Array} seed 32 bytes @returns {Uint8Array} 32 bytes */
export function publicKey(seed) {
  const scalar = sha512(seed).slice(0, 32);
  scalar[0] &= 248;
  scalar[31] = (scalar[31] & 127) | 64;
  let [sum, point] = [[0n, 1n, 1n, 0n], [X, Y, 1n, mod(X * Y)]];
  for (let left = little(scalar); left; left >>= 1n) {
    if (left & 1n) sum = add(sum, point);
    point = add(point, point);
  }
  const z = inverse(sum[2]);
  const [x, y] = [mod(sum[0] * z), mod(sum[1] * z)];
  const packed = y | ((x & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, (_, i) => Number((packed >> BigInt(8 * i)) & 255n));
}
