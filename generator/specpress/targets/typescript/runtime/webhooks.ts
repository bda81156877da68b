/** Webhooks: requests that the API sends to its user, verified by their signature and read like responses. */

import { APIResource } from './client.js';
import { readEnv } from './configuration.js';
import { WebhookVerificationError } from './errors.js';

/** How webhooks are signed with HMAC-SHA256. What is not stated is that of Standard Webhooks 1.0. */
export interface WebhookSigning {
  /** The header with one or more signatures, separated by spaces. */
  readonly signature?: string;
  /** What stands before each signature: `v1,` or `sha256=`. */
  readonly prefix?: string;
  readonly encoding?: 'base64' | 'hex';
  /** The header that is part of what is signed, with the timestamp; empty: there is none. */
  readonly id?: string;
  /** The header with the seconds since the epoch; empty: the body alone is signed. */
  readonly timestamp?: string;
  /** A key that starts so is base64 after it; any other is taken as it is. */
  readonly keyPrefix?: string;
  /** Seconds that a webhook may be old, or early. */
  readonly tolerance?: number;
  /** The environment variable that the key defaults to. */
  readonly variable?: string;
}

/** The body of a webhook exactly as it came: parsed and printed again it has another signature. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer;

/** Headers of a request, by name in any case: those of `fetch`, or an object as Node's `http` has it. */
export type WebhookHeaders =
  Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a webhook is verified by. */
export interface WebhookProof {
  readonly headers: WebhookHeaders;
  /** The secret that you share with the API; left out: that of the environment. */
  readonly key?: string | undefined;
}

/** What receives webhooks: requests that the API sends. It sends nothing itself. */
export abstract class WebhookReceiver<T> extends APIResource {
  /** `null`: webhooks are not signed. */
  protected abstract readonly _signing: WebhookSigning | null;

  /**
   * Verify a webhook by its signature, where webhooks are signed, and read it. Rejects with a
   * `WebhookVerificationError` where the signature is not right, there is no key, or the body is no JSON.
   */
  async unwrap(payload: WebhookPayload, { headers, key }: WebhookProof): Promise<T> {
    if (this._signing) {
      const { variable } = this._signing;
      const secret = key || (variable && readEnv(variable));
      if (!secret) {
        const hint = variable ? ` or set the environment variable ${variable}` : '';
        throw new WebhookVerificationError(
          `A key is needed to verify a webhook: pass key: '...'${hint}.`,
        );
      }
      await verify(payload, headers, secret, this._signing);
    }
    return this.unsafeUnwrap(payload);
  }

  /** Read a webhook without verifying it: anybody may have sent it. */
  unsafeUnwrap(payload: WebhookPayload): T {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(octets(payload));
      return JSON.parse(text) as T;
    } catch (cause) {
      throw new WebhookVerificationError('The webhook cannot be read: it is no JSON.', { cause });
    }
  }
}

/**
 * Checks that a webhook was sent by who knows the key, and not long ago; else rejects with a
 * `WebhookVerificationError`.
 *
 * @param now - seconds since the epoch.
 */
export async function verify(
  payload: WebhookPayload,
  headers: WebhookHeaders,
  key: string,
  {
    signature = 'webhook-signature',
    prefix = 'v1,',
    encoding = 'base64',
    id = 'webhook-id',
    timestamp = 'webhook-timestamp',
    keyPrefix = 'whsec_',
    tolerance = 300,
  }: WebhookSigning = {},
  now = Date.now() / 1000,
): Promise<void> {
  let before = '';
  if (timestamp) {
    const time = field(headers, timestamp);
    checkAge(time, tolerance, now);
    before = `${id && `${field(headers, id)}.`}${time}.`;
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', keyOf(key, keyPrefix), algorithm, false, [
    'sign',
  ]);
  const signed = joined(octets(before), octets(payload));
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', secret, signed));
  const wanted = prefix + (encoding === 'hex' ? hex(digest) : btoa(String.fromCharCode(...digest)));
  const given = field(headers, signature).split(/\s+/);
  // All are compared to their ends, so that the time taken tells nothing.
  const fitting = given.filter((text) => isSame(text, wanted));
  if (fitting.length === 0) {
    throw new WebhookVerificationError(
      "The webhook's signature does not match its body and the key.",
    );
  }
}

function field(headers: WebhookHeaders, name: string): string {
  const wanted = name.toLowerCase();
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([given]) => given.toLowerCase() === wanted)?.[1];
  if (typeof value === 'string') return value;
  if (value?.length) return value.join(' ');
  throw new WebhookVerificationError(`The webhook has no header '${name}'.`);
}

function checkAge(timestamp: string, tolerance: number, now: number): void {
  if (!/^-?\d+$/.test(timestamp)) {
    throw new WebhookVerificationError(
      `The webhook's timestamp is no number: ${JSON.stringify(timestamp)}`,
    );
  }
  const age = now - Number(timestamp);
  if (Math.abs(age) <= tolerance) return;
  const what = age > 0 ? 'too old' : 'from the future';
  throw new WebhookVerificationError(`The webhook is ${what}: ${age.toFixed()} s.`);
}

/** The octets of a key; WebCrypto has no empty ones. */
function keyOf(key: string, prefix: string): Uint8Array<ArrayBuffer> {
  if (!prefix || !key.startsWith(prefix)) return octets(key);
  const text = key.slice(prefix.length);
  if (text && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  }
  throw new WebhookVerificationError(`The key is not base64 after '${prefix}'.`);
}

function octets(content: WebhookPayload): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function hex(digest: Uint8Array): string {
  return Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let index = 0; index < wanted.length; index++) {
    difference |= given.charCodeAt(index) ^ wanted.charCodeAt(index);
  }
  return difference === 0;
}
