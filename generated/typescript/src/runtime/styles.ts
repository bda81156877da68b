/** Parameter values as text, in every style of OpenAPI (3.1, 4.8.12.2) and RFC 6570. */

import type { InCookie, InHeader, InPath, InQuery } from './operation.js';

/** Percent-encodes all but the unreserved characters (RFC 3986, section 2.3). */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Reserved characters and percent-encoded triples stay (RFC 6570, 3.2.3), but for `#` and brackets. */
function encodeMost(text: string): string {
  const odd = /[^%:/?@!$&'()*+,;=]+|%(?![0-9A-Fa-f]{2})/g;
  return text.replace(odd, (part) => encodeURIComponent(part));
}

function encoder(spec?: { readonly allowReserved?: boolean }): (value: unknown) => string {
  const escape = spec?.allowReserved ? encodeMost : encode;
  return (value) => escape(plain(value));
}

/** One value as text: dates in ISO 8601, other objects as JSON. */
export function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A path parameter, percent-encoded. */
export function pathText(name: string, value: unknown, spec?: InPath): string {
  if (!isGiven(value) || value === '') throw emptyPath(name, value);
  const { style = 'simple', explode = false, content } = spec ?? {};
  if (content) return encode(contentText(content, value));
  const [prefix, between] = PATH_STYLES[style];
  const escape = encoder(spec);
  const separator = explode ? between : ',';
  if (isArray(value) && style === 'matrix' && explode) {
    return value.map((item) => `;${name}=${escape(item)}`).join('');
  }
  const text = isArray(value)
    ? value.filter(isGiven).map(escape).join(separator)
    : isObject(value)
      ? pairs(value, escape, explode ? '=' : ',', separator)
      : escape(value);
  if (!text) throw emptyPath(name, value);
  const isNamed = style === 'matrix' && !(explode && isObject(value));
  return prefix + (isNamed ? `${name}=` : '') + text;
}

const PATH_STYLES = { simple: ['', ','], label: ['.', '.'], matrix: [';', ';'] } as const;

function emptyPath(name: string, value: unknown): TypeError {
  return new TypeError(`Expected a non-empty value for \`${name}\` but received ${shown(value)}`);
}

/** A query parameter as encoded `name=value` pieces; none where there is nothing to send. */
export function queryPairs(name: string, value: unknown, spec?: InQuery): string[] {
  if (!isGiven(value)) return [];
  const { style = 'form', explode = true, content, allowEmpty } = spec ?? {};
  const key = encode(name);
  if (content) return [`${key}=${encode(contentText(content, value))}`];
  if (value === '' && allowEmpty) return [key];
  const escape = encoder(spec);
  if (style === 'deepObject') return deepPairs(key, value, escape);
  let items: string[];
  if (isArray(value)) {
    items = value.filter(isGiven).map(escape);
    if (explode) return items.map((item) => `${key}=${item}`);
  } else if (isObject(value)) {
    if (explode) return members(value).map(([k, v]) => `${encode(k)}=${escape(v)}`);
    items = members(value).flatMap((pair) => pair.map(escape));
  } else {
    items = [escape(value)];
  }
  return items.length ? [`${key}=${items.join(DELIMITERS[style])}`] : [];
}

const DELIMITERS = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' } as const;

/** A query parameter that no document describes: arrays repeat the name, objects are in brackets. */
export function deepPairs(key: string, value: unknown, escape = encoder()): string[] {
  if (!isGiven(value)) return [];
  if (isArray(value)) return value.flatMap((item) => deepPairs(key, item, escape));
  if (!isObject(value)) return [`${key}=${escape(value)}`];
  return members(value).flatMap(([k, v]) => deepPairs(`${key}%5B${encode(k)}%5D`, v, escape));
}

/** A header's value; `undefined` where there is nothing to send. */
export function headerText(value: unknown, spec?: InHeader): string | undefined {
  const { content, array, always, explode, fixed } = spec ?? {};
  if (content && isGiven(value)) return escapedJSON(content, contentText(content, value));
  if (array || always) return listed(spec?.name ?? '', value ?? [], always ?? []) || undefined;
  if (!isGiven(value)) return fixed;
  if (isArray(value)) return value.filter(isGiven).map(plain).join(',') || undefined;
  return isObject(value)
    ? pairs(value, plain, explode ? '=' : ',', ',') || undefined
    : plain(value);
}

/** JSON as ASCII (RFC 8259, section 7), which is all that headers are sure to carry; any other text as it is. */
function escapedJSON(mediaType: string, text: string): string {
  if (!isJSON(mediaType)) return text;
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/[^\0-\x7e]/g, escape);
}

function listed(name: string, value: unknown, always: readonly string[]): string {
  if (isArray(value)) {
    const items = value.filter(isGiven).map(plain);
    // The same value twice means something in a list of values, and nothing in one of tokens.
    return (always.length > 0 ? [...new Set([...items, ...always])] : items).join(',');
  }
  throw new TypeError(`Expected an array for \`${name}\` but received ${shown(value)}`);
}

/** A cookie as `name=value` pieces. */
export function cookiePairs(name: string, value: unknown, spec?: InCookie): string[] {
  if (!isGiven(value)) return [];
  const { content, explode = true, style = 'form' } = spec ?? {};
  if (content) return [`${name}=${encode(contentText(content, value))}`];
  if (style === 'form') return queryPairs(name, value, { in: 'query', name, explode });
  if (isArray(value)) {
    const items = value.filter(isGiven).map(plain);
    return explode ? items.map((item) => `${name}=${item}`) : [`${name}=${items.join(',')}`];
  }
  if (!isObject(value)) return [`${name}=${plain(value)}`];
  if (explode) return members(value).map(([k, v]) => `${k}=${plain(v)}`);
  return [`${name}=${pairs(value, plain, ',', ',')}`];
}

/** A value as one document of a media type: JSON, a form, or text as it is. */
export function contentText(mediaType: string, value: unknown): string {
  if (isJSON(mediaType)) return JSON.stringify(value);
  if (!mediaType.startsWith('application/x-www-form-urlencoded') || !isObject(value))
    return plain(value);
  return members(value)
    .flatMap(([name, item]) => queryPairs(name, item))
    .join('&');
}

/** Whether a media type is JSON (RFC 6839, section 3.1). */
export function isJSON(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

function pairs(
  value: object,
  escape: (item: unknown) => string,
  within: string,
  between: string,
): string {
  return members(value)
    .map((pair) => pair.map(escape).join(within))
    .join(between);
}

/** An object's members that are to be sent. */
export function members(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => isGiven(item));
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof Date);
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a value outside of a body is to be sent. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(JSON.stringify(value));
}
