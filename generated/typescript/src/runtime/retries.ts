/** When to try again, and after how long. */

const LONGEST_DELAY = 60_000;

/** Whether a response asks for another attempt; `x-should-retry` overrules its status. */
export function isRetryable(response: Response): boolean {
  const told = response.headers.get('x-should-retry');
  if (told === 'true' || told === 'false') return told === 'true';
  const { status } = response;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * Milliseconds that the response asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date
 * (RFC 9110, section 10.2.3). `undefined` where it says nothing that makes sense.
 */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const asked = [
    seconds(headers.get('retry-after-ms') ?? '') / 1000,
    seconds(text),
    until(text, now),
  ];
  const found = asked.find((delay) => delay >= 0);
  return found === undefined ? undefined : found * 1000;
}

/** Whether a delay is one that we wait for; a longer one is for the caller to decide on. */
export function isBearable(delay: number): boolean {
  return delay <= LONGEST_DELAY;
}

/** The delay before retry `retry` (from 0) where the server names none: min(0.5 · 2ⁿ, 8) s, up to 25 % less. */
export function backoff(retry: number, random: () => number = Math.random): number {
  return Math.min(500 * 2 ** retry, 8_000) * (1 - 0.25 * random());
}

function seconds(text: string): number {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : NaN;
}

/** Seconds until an HTTP date; engines read much else as a date (`-5` as a day in May), hence the pattern. */
function until(text: string, now: number): number {
  return /^[A-Z][a-z]+,? /.test(text) ? (Date.parse(text) - now) / 1000 : NaN;
}
