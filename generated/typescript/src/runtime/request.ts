/** An operation and what the caller gave, made into one request. Nothing here does IO. */

import type { Configuration } from './configuration.js';
import { impersonal, mergeHeaders, type HeadersLike } from './headers.js';
import { closest } from './media-types.js';
import type { Inputs, RequestBody } from './operation.js';
import type { Prepared } from './prepared.js';
import type { Placement } from './security.js';
import {
  contentText,
  cookiePairs,
  deepPairs,
  encode,
  headerText,
  isGiven,
  isObject,
  pathText,
  queryPairs,
} from './styles.js';
import type { Outgoing } from './transport.js';

const FORM = 'application/x-www-form-urlencoded';

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
  readonly url: string;
  /** Whether a response sent us to another origin, which must not see credentials. */
  readonly isForeign: boolean;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly kind: RequestBody; readonly value: unknown } | undefined;
}

/** Makes the request; throws a `TypeError` for values that cannot be sent. */
export function plan<T>(
  configuration: Configuration,
  prepared: Prepared<T>,
  inputs: Inputs,
  options: RequestOptions,
): Plan {
  const { baseURL } = configuration;
  const body = bodyOf(prepared, inputs, options.body);
  const headers = { ...prepared.headers };
  // A key that the caller gives is sent, also where none is by itself.
  const key = prepared.idempotencyHeader ?? (options.idempotencyKey && 'idempotency-key');
  // The client's default is not for us to replace, be it that there is none.
  if (key && !(key in configuration.headers)) headers[key] = options.idempotencyKey ?? randomKey();
  addHeaders(headers, prepared, inputs);
  if (inputs.accept !== undefined) headers['accept'] = inputs.accept;
  if (body) headers['content-type'] = body.kind.mediaType;
  const cookie = cookiesOf(configuration, prepared, inputs);
  if (cookie !== undefined) headers['cookie'] = cookie;
  const url = inputs.url
    ? new URL(inputs.url, `${baseURL}/`).href
    : prepared.baseURL +
      pathOf(prepared, inputs) +
      searchOf(configuration, prepared, inputs, options);
  return {
    url,
    isForeign: !!inputs.url && new URL(url).origin !== new URL(baseURL).origin,
    headers: options.headers ? mergeHeaders(headers, options.headers) : headers,
    body,
  };
}

/** The request with its credentials and its body; what the caller gave in place of one stays as it is. */
export async function complete<T>(
  configuration: Configuration,
  { operation: { method }, schemes = [] }: Prepared<T>,
  plan: Plan,
  options: RequestOptions,
): Promise<Outgoing> {
  const { body, isForeign } = plan;
  let { url } = plan;
  const headers = isForeign ? impersonal(plan.headers) : { ...plan.headers };
  for (const scheme of isForeign ? [] : schemes) {
    const { header, query, cookie } = await scheme.place(configuration);
    for (const [name, value] of Object.entries(header ?? {})) {
      if (!isChosen(name, configuration, options) && !isStated(name, plan, ['header'])) {
        headers[name.toLowerCase()] = value;
      }
    }
    for (const [name, value] of Object.entries(query ?? {})) {
      if (isStated(name, plan, ['query'])) continue;
      url += `${url.includes('?') ? '&' : '?'}${encode(name)}=${encode(value)}`;
    }
    for (const [name, value] of Object.entries(cookie ?? {})) {
      if (isStated(name, plan, ['cookie'])) continue;
      const pair = `${name}=${encode(value)}`;
      headers['cookie'] = headers['cookie'] ? `${headers['cookie']}; ${pair}` : pair;
    }
  }
  if (!body) return { method, url, headers, content: undefined };
  const { content, contentType } = await body.kind.encode(body.value, body.kind.mediaType);
  if (contentType && headers['content-type'] === body.kind.mediaType) {
    headers['content-type'] = contentType;
  }
  return { method, url, headers, content };
}

/** Whether the caller gave, as an argument or in the query, what stands where a scheme puts its credential. */
export function isStated(
  wire: string,
  { url, headers }: Plan,
  locations: readonly (keyof Placement)[] = ['header', 'query', 'cookie'],
): boolean {
  const pair = `${encode(wire)}=`;
  const given = {
    header: () => Object.hasOwn(headers, wire.toLowerCase()),
    query: () => new URLSearchParams(url.split('?')[1]).has(wire),
    cookie: () => !!headers['cookie']?.split('; ').some((each) => each.startsWith(pair)),
  };
  return locations.some((location) => given[location]());
}

/** Whether the caller set or removed a header on purpose. */
export function isChosen(
  header: string,
  { headers: defaults }: Configuration,
  { headers = {} }: RequestOptions,
): boolean {
  const name = header.toLowerCase();
  const given = headers instanceof Headers ? [...headers.keys()] : Object.keys(headers);
  return Object.hasOwn(defaults, name) || given.some((other) => other.toLowerCase() === name);
}

/** The path, filled in. */
function pathOf<T>({ path: pieces, parameters }: Prepared<T>, { path = {} }: Inputs): string {
  let filled = '';
  for (const [index, piece] of pieces.entries()) {
    const spec = parameters.path.get(piece);
    filled +=
      index % 2
        ? pathText(piece, Object.hasOwn(path, piece) ? path[piece] : spec?.fixed, spec)
        : piece;
  }
  // Twice, since a value that is percent-encoded already was encoded again. URLs collapse such segments.
  const dots = /(^|\/)(\.|%(25)?2e){1,2}(?=$|[/?])/i;
  if (!dots.test(filled)) return filled;
  throw new TypeError(`A path segment must not be '.' or '..', encoded or not: '${filled}'`);
}

/** The query with its question mark, or nothing. */
function searchOf<T>(
  { query: defaults }: Configuration,
  { operation, parameters }: Prepared<T>,
  { query, querystring }: Inputs,
  { query: extra = {} }: RequestOptions,
): string {
  const own = new Map<string, unknown>();
  for (const [name, { fixed }] of parameters.query) if (fixed !== undefined) own.set(name, fixed);
  for (const [name, value] of Object.entries(query ?? {})) if (isGiven(value)) own.set(name, value);
  const pieces: string[] = [];
  if (isGiven(querystring)) {
    for (const { content = FORM } of parameters.querystring.values()) {
      const text = contentText(content, querystring);
      pieces.push(content === FORM ? text : encode(text));
    }
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (!own.has(name) && !Object.hasOwn(extra, name))
      pieces.push(...deepPairs(encode(name), value));
  }
  for (const [name, value] of own) {
    if (!Object.hasOwn(extra, name))
      pieces.push(...queryPairs(name, value, parameters.query.get(name)));
  }
  for (const [name, value] of Object.entries(extra)) pieces.push(...deepPairs(encode(name), value));
  if (pieces.length === 0) return '';
  return (operation.path.includes('?') ? '&' : '?') + pieces.join('&');
}

/** Adds the headers that the caller gave as parameters. */
function addHeaders<T>(
  headers: Record<string, string>,
  { parameters }: Prepared<T>,
  { header }: Inputs,
): void {
  for (const [name, value] of Object.entries(header ?? {})) {
    if (!isGiven(value)) continue;
    const text = headerText(value, parameters.header.get(name));
    if (text !== undefined) headers[name.toLowerCase()] = text;
  }
}

/** The header `cookie`. */
function cookiesOf<T>(
  { headers: { cookie: standard } }: Configuration,
  { parameters }: Prepared<T>,
  { cookie }: Inputs,
): string | undefined {
  if (!cookie && parameters.cookie.size === 0) return undefined;
  const values = new Map<string, unknown>();
  for (const [name, { fixed }] of parameters.cookie) values.set(name, fixed);
  for (const [name, value] of Object.entries(cookie ?? {})) values.set(name, value);
  const pairs = [...values].flatMap(([name, value]) =>
    cookiePairs(name, value, parameters.cookie.get(name)),
  );
  if (pairs.length === 0) return undefined;
  return (standard ? [standard, ...pairs] : pairs).join('; ');
}

function bodyOf<T>({ bodies }: Prepared<T>, inputs: Inputs, extra: unknown): Plan['body'] {
  const { contentType } = inputs;
  const named = contentType === undefined ? undefined : closest(bodies, contentType);
  const described = named ?? bodies[0];
  if (!described) return undefined;
  // Where the description leaves the media type open (`*/*`), the caller names it.
  const kind = contentType === undefined ? described : { ...described, mediaType: contentType };
  const both = isObject(inputs.body) && isObject(extra);
  const value = both ? { ...inputs.body, ...extra } : (extra ?? inputs.body);
  if (value === undefined) return undefined;
  return !kind.required && isNothing(value) ? undefined : { kind, value };
}

/** Whether a value is an object literal without any member. */
function isNothing(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every((item) => item === undefined)
  );
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
