/** Sends a request: attempts, redirects, and what becomes of each answer. */

import { isBrowser } from './configuration.js';
import { APIUserAbortError, requestIDOf, statusError, type APIError } from './errors.js';
import { checkHeaders, impersonal } from './headers.js';
import { redactHeaders, redactURL, type Log } from './logging.js';
import type { EncodedBody, Reply } from './operation.js';
import {
  Deadline,
  backoff,
  isBearable,
  isRetryable,
  retryAfter,
  sleep,
  watched,
} from './timing.js';

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

/** How a client sends all of its requests. */
export interface Channel {
  readonly fetch: Fetch | undefined;
  readonly fetchOptions: FetchOptions | undefined;
  readonly log: Log;
  /** Headers and query parameters that carry credentials, besides those whose names say so. */
  readonly secrets: ReadonlySet<string>;
}

/** How to send this one. */
export interface Policy {
  /** Milliseconds an attempt. */
  readonly timeout: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | null | undefined;
  /** Whether the body of a successful response is left unread. */
  readonly isStreamed: (response: Response) => boolean;
}

const LONGEST_CHAIN = 10;

/** Sends the request as often as it takes; throws an `APIError` for anything but a success. */
export async function send(request: Outgoing, channel: Channel, policy: Policy): Promise<Reply> {
  const { log, secrets } = channel;
  const { signal } = policy;
  checkHeaders(request.headers);
  const maxRetries = isReplayable(request) ? policy.maxRetries : 0;
  const line = (): string => `${request.method} ${redactURL(request.url, secrets)}`;
  log('debug', () => [line(), redactHeaders(request.headers, secrets)]);
  for (let retries = 0; ; retries++) {
    if (signal?.aborted) throw new APIUserAbortError();
    const outcome = await attempt(request, channel, policy, retries);
    if (!('error' in outcome)) {
      const { response } = outcome;
      log('info', () => [
        `${line()} ${response.status}`,
        { requestID: requestIDOf(response.headers), retries },
      ]);
      log('debug', () => [line(), redactHeaders(response.headers, secrets)]);
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
  channel: Channel,
  policy: Policy,
  retries: number,
): Promise<Reply | Failure> {
  const deadline = new Deadline(policy.timeout, policy.signal);
  const { abort } = deadline;
  try {
    const response = await follow(request, channel, deadline);
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
  const location = response.status < 400 && response.headers.get('location');
  const note = location
    ? ` (a redirect to '${location}' that is not followed)`
    : delay !== undefined && !isBearable(delay)
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
async function follow(request: Outgoing, channel: Channel, deadline: Deadline): Promise<Response> {
  const { fetch: send = fetch, fetchOptions } = channel;
  const redirect = isBrowser() ? 'follow' : 'manual';
  let next: Outgoing | undefined = request;
  for (let hops = 0; ; hops++) {
    const { url, method, headers, content } = next;
    const init: Init = {
      ...fetchOptions,
      method,
      headers,
      redirect,
      get signal() {
        return deadline.signal;
      },
    };
    if (content !== undefined) init.body = content;
    if (content instanceof ReadableStream) init.duplex = 'half';
    const response = await send(url, init);
    next = hops < LONGEST_CHAIN ? redirected(next, response) : undefined;
    if (!next) return response;
    await response.body?.cancel();
  }
}

/** `duplex` is what streams need, and not yet known to the types of the platform. */
interface Init extends RequestInit {
  duplex?: 'half';
}

/** The request that a redirect asks for; `undefined` where there is none, or none that may be followed. */
function redirected(request: Outgoing, response: Response): Outgoing | undefined {
  const { status } = response;
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = response.headers.get('location');
  if (!location) return undefined;
  const { method, headers } = request;
  const from = new URL(request.url);
  const to = joined(location, from);
  if (!to) return undefined;
  const { href: url } = to;
  const isSameOrigin = to.origin === from.origin;
  if (method === 'GET' || method === 'HEAD') {
    if (!/^https?:$/.test(to.protocol)) return undefined;
    return { ...request, url, headers: isSameOrigin ? headers : impersonal(headers) };
  }
  const isSafe = isSameOrigin && (status === 307 || status === 308) && isReplayable(request);
  return isSafe ? { ...request, url } : undefined;
}

function joined(location: string, from: URL): URL | undefined {
  try {
    return new URL(location, from);
  } catch {
    return undefined;
  }
}

function isReplayable({ content }: Outgoing): boolean {
  return !(content instanceof ReadableStream);
}
