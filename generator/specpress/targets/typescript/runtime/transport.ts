/** Sends a request: attempts, redirects, and what becomes of each answer. */

import { Deadline, sleep } from './deadline.js';
import { isBrowser } from './environment.js';
import { APIUserAbortError, requestIDOf, statusError, type APIError } from './errors.js';
import { checkHeaders, impersonal } from './headers.js';
import { redactHeaders, redactURL, type Log } from './logging.js';
import type { EncodedBody, Reply } from './operation.js';
import { watched } from './responses.js';
import { backoff, isBearable, isRetryable, retryAfter } from './retries.js';

/** `fetch`, or what stands in for it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What `fetch` takes besides what a request is made of: `dispatcher`, `cache`, `keepalive`, … */
export type FetchOptions = Omit<
  RequestInit,
  'body' | 'headers' | 'method' | 'redirect' | 'signal'
> &
  Record<string, unknown>;

/** One request, ready to go. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly content: EncodedBody['content'] | undefined;
}

/** How to send it. */
export interface Policy {
  readonly fetch: Fetch;
  readonly fetchOptions: FetchOptions | undefined;
  /** Milliseconds an attempt. */
  readonly timeout: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | null | undefined;
  readonly log: Log;
  /** Headers and query parameters that carry credentials, besides those whose names say so. */
  readonly secrets: ReadonlySet<string>;
  /** Whether the body of a successful response is left unread. */
  readonly isStreamed: (response: Response) => boolean;
}

const LONGEST_CHAIN = 10;

/** Sends the request as often as it takes; throws an `APIError` for anything but a success. */
export async function send(request: Outgoing, policy: Policy): Promise<Reply> {
  const { signal, log, secrets } = policy;
  checkHeaders(request.headers);
  const maxRetries = isReplayable(request) ? policy.maxRetries : 0;
  const line = (): string => `${request.method} ${redactURL(request.url, secrets)}`;
  log('debug', () => [line(), redactHeaders(request.headers, secrets)]);
  for (let retries = 0; ; retries++) {
    if (signal?.aborted) throw new APIUserAbortError();
    const outcome = await attempt(request, policy, retries);
    if (!('error' in outcome)) {
      const { status, headers } = outcome.response;
      log('info', () => [`${line()} ${status}`, { requestID: requestIDOf(headers), retries }]);
      log('debug', () => [line(), redactHeaders(headers, secrets)]);
      return outcome;
    }
    const { error, isWorthRetrying, delay = backoff(retries) } = outcome;
    const what = error.status ?? error.name;
    const { requestID } = error;
    if (!isWorthRetrying || retries >= maxRetries || !isBearable(delay)) {
      log('info', () => [`${line()} ${what}`, { requestID, retries }]);
      throw error;
    }
    log('info', () => [
      `${line()} ${what}, again in ${delay.toFixed()} ms`,
      { requestID, retries },
    ]);
    await sleep(delay, signal);
  }
}

interface Failure {
  readonly error: APIError;
  readonly isWorthRetrying: boolean;
  /** Milliseconds, where the server named a time. */
  readonly delay?: number | undefined;
}

async function attempt(
  request: Outgoing,
  policy: Policy,
  retries: number,
): Promise<Reply | Failure> {
  const deadline = new Deadline(policy.timeout, policy.signal);
  const { abort } = deadline;
  try {
    const response = await follow(request, policy, deadline.signal);
    if (response.ok && policy.isStreamed(response)) {
      return { response: watched(response, deadline), text: undefined, retries, abort };
    }
    const text = await response.text();
    deadline.release();
    if (response.ok) return { response, text, retries, abort };
    return refusal(response, text);
  } catch (cause) {
    deadline.release();
    const error = deadline.explain(cause);
    return { error, isWorthRetrying: !(error instanceof APIUserAbortError) };
  }
}

function refusal(response: Response, text: string): Failure {
  const delay = retryAfter(response.headers);
  const note =
    delay !== undefined && !isBearable(delay)
      ? ` (asks to be tried again in ${Math.ceil(delay / 1000)} s)`
      : '';
  return {
    error: statusError(response, text, note),
    isWorthRetrying: isRetryable(response),
    delay,
  };
}

/**
 * Follows redirects (RFC 9110, section 15.4) without handing credentials to another origin. A web page cannot see
 * redirects: there the browser follows them and keeps back `Authorization` alone.
 */
async function follow(request: Outgoing, policy: Policy, signal: AbortSignal): Promise<Response> {
  const { fetch, fetchOptions } = policy;
  const redirect = isBrowser() ? 'follow' : 'manual';
  let next: Outgoing | undefined = request;
  for (let hops = 0; ; hops++) {
    const { url, method, headers, content } = next;
    const response = await fetch(url, {
      ...fetchOptions,
      method,
      headers,
      signal,
      redirect,
      ...(content !== undefined && { body: content as BodyInit }),
      ...(content instanceof ReadableStream && { duplex: 'half' }),
    });
    next = hops < LONGEST_CHAIN ? redirected(next, response) : undefined;
    if (!next) return response;
    await response.body?.cancel();
  }
}

/** The request that a redirect asks for; `undefined` where there is none, or none that may be followed. */
function redirected(request: Outgoing, response: Response): Outgoing | undefined {
  const location = response.headers.get('location');
  const { method, headers } = request;
  const { status } = response;
  if (!location || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const from = new URL(request.url);
  const to = new URL(location, from);
  const { href: url } = to;
  const isSameOrigin = to.origin === from.origin;
  if (method === 'GET' || method === 'HEAD') {
    if (!/^https?:$/.test(to.protocol)) return undefined;
    return { ...request, url, headers: isSameOrigin ? headers : impersonal(headers) };
  }
  const isSafe = isSameOrigin && (status === 307 || status === 308) && isReplayable(request);
  return isSafe ? { ...request, url } : undefined;
}

function isReplayable({ content }: Outgoing): boolean {
  return !(content instanceof ReadableStream);
}
