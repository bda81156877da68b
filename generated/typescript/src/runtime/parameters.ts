/** The parameters of a request: path, query, headers and cookies, from what the caller gave. */

import type { Configuration } from './configuration.js';
import type { Inputs } from './operation.js';
import type { Prepared } from './prepared.js';
import type { RequestOptions } from './request.js';
import {
  contentText,
  cookiePairs,
  deepPairs,
  encode,
  headerText,
  isGiven,
  pathText,
  queryPairs,
} from './styles.js';

const FORM = 'application/x-www-form-urlencoded';

/** The path, filled in. */
export function pathOf<T>(
  { path: pieces, parameters }: Prepared<T>,
  { path = {} }: Inputs,
): string {
  let filled = '';
  for (const [index, piece] of pieces.entries()) {
    const spec = parameters.path.get(piece);
    filled += index % 2 ? pathText(piece, path[piece] ?? spec?.fixed, spec) : piece;
  }
  // Twice, since a value that is percent-encoded already was encoded again. URLs collapse such segments.
  const dots = /(^|\/)(\.|%(25)?2e){1,2}(?=$|[/?])/i;
  if (!dots.test(filled)) return filled;
  throw new TypeError(`A path segment must not be '.' or '..', encoded or not: '${filled}'`);
}

/** The query with its question mark, or nothing. */
export function searchOf<T>(
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
export function addHeaders<T>(
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
export function cookiesOf<T>(
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
