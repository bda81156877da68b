/** An operation and what the caller gave, made into one request. Nothing here does IO. */

import type { Configuration } from './configuration.js';
import { impersonal, mergeHeaders, type HeadersLike } from './headers.js';
import type { Inputs, Operation, RequestBody } from './operation.js';
import { acceptOf, cookiesOf, headersOf, pathOf, searchOf } from './parameters.js';
import type { Placement } from './security.js';
import { encode, isObject } from './styles.js';
import type { Outgoing } from './transport.js';

/** Options of one call. */
export interface RequestOptions {
  /** Headers added to those of the method; they win, and `null` removes one. */
  headers?: HeadersLike | undefined;
  /** Query parameters added to those of the method; they win, and `null` removes one. */
  query?: Readonly<Record<string, unknown>> | undefined;
  /** Members added to a JSON object, or what takes the place of any other body. */
  body?: unknown;
  /** Milliseconds until an attempt is given up. Covers the body too; where that is a stream, its longest silence. */
  timeout?: number | undefined;
  /** How often a failed request is sent again. */
  maxRetries?: number | undefined;
  /** Aborts the call, also while it waits for a retry. */
  signal?: AbortSignal | null | undefined;
  /** The key that tells the server that two requests are one, in place of a random one. */
  idempotencyKey?: string | undefined;
}

/** A request but for its credentials and its encoded body. */
export interface Plan {
  readonly method: string;
  readonly url: string;
  /** Whether a response sent us to another origin, which must not see credentials. */
  readonly isForeign: boolean;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The names of all headers, lower-case, that the caller set or removed on purpose. */
  readonly chosen: ReadonlySet<string>;
  readonly body: { readonly kind: RequestBody; readonly value: unknown } | undefined;
}

/** Makes the request; throws a `TypeError` for values that cannot be sent. */
export function plan<T>(
  configuration: Configuration,
  operation: Operation<T>,
  inputs: Inputs,
  options: RequestOptions,
): Plan {
  const { headers: defaults, baseURL } = configuration;
  const body = bodyOf(operation, inputs, options.body);
  const standard: HeadersLike = {
    accept: acceptOf(operation),
    ...idempotencyKey(configuration, operation, options),
  };
  const own: HeadersLike = {
    ...headersOf(configuration, operation, inputs),
    accept: inputs.accept,
    'content-type': body?.kind.mediaType,
    cookie: cookiesOf(configuration, operation, inputs),
  };
  const url = inputs.url
    ? new URL(inputs.url, `${baseURL}/`).href
    : baseOf(configuration, operation) +
      pathOf(operation, inputs) +
      searchOf(configuration, operation, inputs, options);
  return {
    method: operation.method,
    url,
    isForeign: inputs.url !== undefined && new URL(url).origin !== new URL(baseURL).origin,
    headers: mergeHeaders(standard, defaults, own, options.headers),
    chosen: new Set([...namesOf(defaults), ...namesOf(options.headers)]),
    body,
  };
}

/** The request with its credentials and its body; headers that the caller chose stay as they are. */
export async function complete(plan: Plan, placements: readonly Placement[]): Promise<Outgoing> {
  const { method, body, chosen, isForeign } = plan;
  let { url } = plan;
  const headers = isForeign ? impersonal(plan.headers) : { ...plan.headers };
  for (const { header = {}, query = {}, cookie = {} } of placements) {
    for (const [name, value] of Object.entries(header)) {
      if (!chosen.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
    }
    for (const [name, value] of Object.entries(query)) {
      url += `${url.includes('?') ? '&' : '?'}${encode(name)}=${encode(value)}`;
    }
    for (const [name, value] of Object.entries(cookie)) {
      const pair = `${name}=${encode(value)}`;
      headers['cookie'] = headers['cookie'] ? `${headers['cookie']}; ${pair}` : pair;
    }
  }
  const encoded = await body?.kind.encode(body.value);
  if (encoded?.contentType && headers['content-type'] === body?.kind.mediaType) {
    headers['content-type'] = encoded.contentType;
  }
  return { method, url, headers, content: encoded?.content };
}

function baseOf<T>({ baseURL, isBaseURLGiven }: Configuration, { server }: Operation<T>): string {
  if (!server || (isBaseURLGiven && server.includes('://'))) return baseURL;
  return new URL(server, `${baseURL}/`).href.replace(/\/+$/, '');
}

function bodyOf<T>({ body }: Operation<T>, inputs: Inputs, extra: unknown): Plan['body'] {
  const kinds =
    body === undefined
      ? []
      : Array.isArray(body)
        ? (body as readonly RequestBody[])
        : [body as RequestBody];
  const kind = kinds.find(({ mediaType }) => mediaType === inputs.contentType) ?? kinds[0];
  if (!kind) return undefined;
  const both = isObject(inputs.body) && isObject(extra);
  const value = both ? { ...inputs.body, ...extra } : (extra ?? inputs.body);
  if (value === undefined) return undefined;
  const nothing = isPlain(value) && Object.values(value).every((item) => item === undefined);
  return nothing && !kind.required ? undefined : { kind, value };
}

function isPlain(value: unknown): value is object {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function idempotencyKey<T>(
  configuration: Configuration,
  operation: Operation<T>,
  { idempotencyKey: given }: RequestOptions,
): Record<string, string> {
  const name = operation.idempotencyHeader ?? configuration.settings.idempotencyHeader;
  if (!name || ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(operation.method)) return {};
  return { [name]: given ?? randomKey() };
}

/** A version 4 UUID (RFC 9562); `crypto.randomUUID` is missing on pages that are not served over HTTPS. */
function randomKey(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, i) =>
    (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte)
      .toString(16)
      .padStart(2, '0'),
  ).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function namesOf(headers: HeadersLike | undefined): string[] {
  const names = headers instanceof Headers ? [...headers.keys()] : Object.keys(headers ?? {});
  return names.map((name) => name.toLowerCase());
}
