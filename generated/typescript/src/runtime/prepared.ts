/** What all calls of one operation by one client have in common, worked out at the first of them. */

import type { Configuration } from './configuration.js';
import { mergeHeaders } from './headers.js';
import type {
  InCookie,
  InHeader,
  InPath,
  InQuery,
  InQueryString,
  Operation,
  RequestBody,
  Result,
} from './operation.js';
import { resultsOf } from './responses.js';
import type { Credentials, Scheme } from './security.js';
import { headerText } from './styles.js';

export interface Prepared<T> {
  readonly operation: Operation<T>;
  /** Where requests go, without a slash at its end. */
  readonly baseURL: string;
  /** The path: text and names of parameters in turn. */
  readonly path: readonly string[];
  readonly parameters: Parameters;
  /** The headers of every call but for its credentials; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly RequestBody[];
  readonly results: readonly Result<T>[];
  /** The alternatives that the operation has credentials in. */
  readonly alternatives: readonly (readonly Scheme[])[];
  /** The first of them that the client can use, one without credentials last. */
  readonly schemes: readonly Scheme[] | undefined;
  /** Lower-case; `undefined` where the method is safe to repeat. */
  readonly idempotencyHeader: string | undefined;
}

/** The parameters that are more than a name. */
export interface Parameters {
  readonly path: ReadonlyMap<string, InPath>;
  readonly query: ReadonlyMap<string, InQuery>;
  readonly header: ReadonlyMap<string, InHeader>;
  readonly cookie: ReadonlyMap<string, InCookie>;
  readonly querystring: ReadonlyMap<string, InQueryString>;
}

/** `make` with a memory, which forgets what nobody else knows any more. */
export function memoised<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}

export function prepare<T>(configuration: Configuration, operation: Operation<T>): Prepared<T> {
  const { settings, credentials, headers } = configuration;
  const { method, body = [], security = [] } = operation;
  const parameters = parametersOf(operation);
  const results = resultsOf(operation);
  const alternatives = security.map((ids) => settings.schemes.filter(({ id }) => ids.includes(id)));
  const usable = alternatives.filter((schemes) =>
    schemes.every((scheme) => isConfigured(scheme, credentials)),
  );
  const isSafe = ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
  return {
    operation,
    baseURL: baseOf(configuration, operation),
    path: operation.path.split(/\{([^{}]+)\}/),
    parameters,
    headers: mergeHeaders({ accept: acceptOf(results) }, headers, standing(parameters, headers)),
    bodies: 'encode' in body ? [body] : body,
    results,
    alternatives,
    schemes: usable.find((schemes) => schemes.length > 0) ?? usable[0],
    idempotencyHeader: isSafe
      ? undefined
      : (operation.idempotencyHeader ?? settings.idempotencyHeader)?.toLowerCase(),
  };
}

function baseOf<T>({ baseURL, isBaseURLGiven }: Configuration, { server }: Operation<T>): string {
  if (!server || (isBaseURLGiven && server.includes('://'))) return baseURL;
  return new URL(server, `${baseURL}/`).href.replace(/\/+$/, '');
}

function parametersOf<T>({ parameters = [] }: Operation<T>): Parameters {
  const found = {
    path: new Map<string, InPath>(),
    query: new Map<string, InQuery>(),
    header: new Map<string, InHeader>(),
    cookie: new Map<string, InCookie>(),
    querystring: new Map<string, InQueryString>(),
  };
  for (const parameter of parameters) {
    (found[parameter.in] as Map<string, unknown>).set(parameter.name, parameter);
  }
  return found;
}

/**
 * The media types of each status where all are read alike, so that any will do; else the preferred one, as what
 * another of the same status offers has to be asked for.
 */
function acceptOf<T>(results: readonly Result<T>[]): string {
  const described = results.filter(({ mediaType }) => mediaType);
  const accepted = described.filter((result) => {
    const same = described.filter((each) => statusOf(each) === statusOf(result));
    return result === same[0] || same.every(({ kind }) => kind && kind === result.kind);
  });
  return [...new Set(accepted.map(({ mediaType }) => mediaType))].join(', ') || 'application/json';
}

function statusOf<T>({ status = '2XX' }: Result<T>): string {
  return status;
}

/** The headers that are sent whatever the caller gives. */
function standing(
  { header }: Parameters,
  defaults: Configuration['headers'],
): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, spec] of header) {
    // The client's default is the base that the operation's own items are added to.
    const base = spec.always && defaults[name.toLowerCase()]?.split(',').map((item) => item.trim());
    if (spec.always || spec.fixed !== undefined) headers[name] = headerText(base, spec);
  }
  return headers;
}

/** Whether a client has what the scheme needs. */
function isConfigured({ credentials }: Scheme, given: Credentials): boolean {
  return credentials.some((names) => names.every((name) => given[name] !== undefined));
}
