/** How long an attempt may take; when to try again, and after how long. */

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type APIError,
} from './errors.js';

/**
 * Watches over one attempt, from sending it to the last byte of its answer: aborts it after `timeout`
 * milliseconds or when the caller's own signal fires. `release` must be called at its end; from then on neither
 * a timer nor a listener on the caller's signal is left.
 */
export class Deadline {
  private controller: AbortController | undefined;
  private readonly caller: AbortSignal | null | undefined;
  private readonly timeout: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private expired = false;

  constructor(timeout: number, caller: AbortSignal | null | undefined) {
    this.timeout = timeout;
    this.caller = caller;
    caller?.addEventListener('abort', this.abort);
    if (caller?.aborted) this.abort();
    this.restart();
  }

  /** For `fetch`. Made when it is asked for: it costs more than all else that is done for a request. */
  get signal(): AbortSignal {
    return (this.controller ??= new AbortController()).signal;
  }

  /** Allows another `timeout` milliseconds: for bodies that come bit by bit. */
  restart(): void {
    clearTimeout(this.timer);
    if (this.timeout === Infinity) return;
    this.timer = setTimeout(this.expire, Math.min(this.timeout, 2 ** 31 - 1));
  }

  release(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.abort);
  }

  /** What became of the attempt, as an error of our own, when `error` ended it. */
  explain(error: unknown): APIError {
    if (this.caller?.aborted) return new APIUserAbortError();
    if (this.expired) {
      return new APIConnectionTimeoutError(`The request timed out after ${this.timeout} ms.`);
    }
    return new APIConnectionError('The connection failed.', { cause: error });
  }

  readonly abort = (): void => {
    (this.controller ??= new AbortController()).abort();
  };

  private readonly expire = (): void => {
    this.expired = true;
    this.release();
    this.abort();
  };
}

/**
 * The response with a body that its deadline goes on watching: each piece renews it, the end releases it, and
 * what breaks it off is an error of ours.
 */
export function watched(response: Response, deadline: Deadline): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    deadline.release();
    return response;
  }
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        deadline.restart();
        if (!done) return controller.enqueue(value);
        deadline.release();
        controller.close();
      } catch (error) {
        deadline.release();
        controller.error(deadline.explain(error));
      }
    },
    cancel(reason) {
      deadline.release();
      return reader.cancel(reason);
    },
  });
  const { status, statusText, headers, url, redirected } = response;
  const copy = new Response(body, { status, statusText, headers });
  return Object.defineProperties(copy, { url: { value: url }, redirected: { value: redirected } });
}

/** Waits `delay` milliseconds, or rejects as soon as the caller's signal fires. */
export function sleep(delay: number, caller: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
      reject(new APIUserAbortError());
    };
    const timer = setTimeout(() => {
      caller?.removeEventListener('abort', abort);
      resolve();
    }, delay);
    caller?.addEventListener('abort', abort);
    if (caller?.aborted) abort();
  });
}

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
