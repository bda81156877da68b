/** The parameters of a request: path, query, headers and cookies, from what the caller gave. */

import type { Configuration } from './configuration.js';
import type { HeadersLike } from './headers.js';
import type { Inputs, Operation, Parameter } from './operation.js';
import type { RequestOptions } from './request.js';
import { resultsOf } from './responses.js';
import {
  contentText,
  cookiePairs,
  deepPairs,
  encode,
  headerText,
  isGiven,
  members,
  pathText,
  queryPairs,
} from './styles.js';

const FORM = 'application/x-www-form-urlencoded';

/** The path, filled in. */
export function pathOf<T>(operation: Operation<T>, { path = {} }: Inputs): string {
  const filled = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const spec = specOf(operation, 'path', name);
    return pathText(name, path[name] ?? spec?.fixed, spec);
  });
  // Twice, since a value that is percent-encoded already was encoded again. URLs collapse such segments.
  const dots = /(^|\/)(\.|%(25)?2e){1,2}(?=$|[/?])/i;
  if (!dots.test(filled)) return filled;
  throw new TypeError(`A path segment must not be '.' or '..', encoded or not: '${filled}'`);
}

/** The query with its question mark, or nothing. */
export function searchOf<T>(
  { query: defaults }: Configuration,
  operation: Operation<T>,
  { query: values = {}, querystring }: Inputs,
  { query: extra = {} }: RequestOptions,
): string {
  const own = { ...fixedOf(operation, 'query'), ...given(values) };
  const pieces = [
    ...wholeQuery(operation, querystring),
    ...undescribed(without(defaults, { ...own, ...extra })),
    ...Object.entries(without(own, extra)).flatMap(([name, value]) =>
      queryPairs(name, value, specOf(operation, 'query', name)),
    ),
    ...undescribed(extra),
  ];
  if (pieces.length === 0) return '';
  return (operation.path.includes('?') ? '&' : '?') + pieces.join('&');
}

function undescribed(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) => deepPairs(encode(name), value));
}

function wholeQuery<T>({ parameters }: Operation<T>, value: unknown): string[] {
  const spec = parameters?.find((parameter) => parameter.in === 'querystring');
  if (!spec || !isGiven(value)) return [];
  const { content = FORM } = spec;
  const text = contentText(content, value);
  return [content === FORM ? text : encode(text)];
}

function given(values: object | null): Record<string, unknown> {
  return Object.fromEntries(members(values ?? {}));
}

function without(
  values: Readonly<Record<string, unknown>>,
  others: object,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !(name in others)));
}

/** The preferred media type of each status: what another of the same status offers has to be asked for. */
export function acceptOf<T>(operation: Operation<T>): string {
  const preferred = new Map<string, string>();
  for (const { mediaType, status = '2XX' } of resultsOf(operation)) {
    if (mediaType && !preferred.has(status)) preferred.set(status, mediaType);
  }
  return [...new Set(preferred.values())].join(', ') || 'application/json';
}

/** The headers that are parameters. */
export function headersOf<T>(
  { headers: defaults }: Configuration,
  operation: Operation<T>,
  { header = {} }: Inputs,
): HeadersLike {
  const headers: Record<string, string | undefined> = {};
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in !== 'header') continue;
    const { name, always, fixed } = parameter;
    // The client's default is the base that the method's own items are added to.
    const base = always && defaults[name.toLowerCase()]?.split(',').map((item) => item.trim());
    if (always || fixed !== undefined) headers[name] = headerText(base, parameter);
  }
  for (const [name, value] of Object.entries(header)) {
    if (isGiven(value)) headers[name] = headerText(value, specOf(operation, 'header', name));
  }
  return headers;
}

/** The header `cookie`. */
export function cookiesOf<T>(
  { headers: { cookie: standard } }: Configuration,
  operation: Operation<T>,
  { cookie }: Inputs,
): string | undefined {
  const values = { ...fixedOf(operation, 'cookie'), ...cookie };
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    cookiePairs(name, value, specOf(operation, 'cookie', name)),
  );
  if (pairs.length === 0) return undefined;
  return (standard ? [standard, ...pairs] : pairs).join('; ');
}

function specOf<T, L extends Parameter['in']>(
  { parameters }: Operation<T>,
  location: L,
  name: string,
): Extract<Parameter, { in: L }> | undefined {
  const found = parameters?.find(
    (parameter) => parameter.in === location && parameter.name === name,
  );
  return found as Extract<Parameter, { in: L }> | undefined;
}

function fixedOf<T>(
  { parameters = [] }: Operation<T>,
  location: Parameter['in'],
): Record<string, unknown> {
  const fixed = parameters.filter(
    (parameter) => parameter.in === location && parameter.fixed !== undefined,
  );
  return Object.fromEntries(fixed.map((parameter) => [parameter.name, parameter.fixed]));
}
