/** Kinds of request body that need no module of their own. */

import type { EncodedBody, QueryStyle, RequestBody } from './operation.js';
import { contentText, isObject, plain, queryPairs } from './styles.js';

interface BodyOptions {
  /** Sent as `{}` when nothing is given. */
  readonly required?: boolean;
  readonly mediaType?: string;
}

export function jsonBody({
  required = false,
  mediaType = 'application/json',
}: BodyOptions = {}): RequestBody {
  return { mediaType, required, encode: (value) => ({ content: JSON.stringify(value) }) };
}

/** Text as it is: plain text, or XML that the caller made. */
export function textBody({
  required = false,
  mediaType = 'text/plain',
}: BodyOptions = {}): RequestBody {
  return { mediaType, required, encode: (value) => ({ content: plain(value) }) };
}

/** How one property of a form or multipart body is sent (OpenAPI 3.1, 4.8.15). */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: QueryStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A form-urlencoded body (RFC 1866, 8.2.1). */
export function formBody(
  options: BodyOptions & { readonly encodings?: Readonly<Record<string, Encoding>> } = {},
): RequestBody {
  const {
    required = false,
    mediaType = 'application/x-www-form-urlencoded',
    encodings = {},
  } = options;
  return {
    mediaType,
    required,
    encode: (value) => ({ content: isObject(value) ? urlencoded(value, encodings) : plain(value) }),
  };
}

function urlencoded(value: object, encodings: Readonly<Record<string, Encoding>>): string {
  return present(value)
    .flatMap(([name, item]) => {
      const { contentType, ...styled } = encodings[name] ?? {};
      if (styled.style) return queryPairs(name, item, { in: 'query', name, ...styled });
      if (contentType) return queryPairs(name, contentText(contentType, item));
      return queryPairs(name, isObject(item) ? JSON.stringify(item) : (item ?? ''));
    })
    .join('&');
}

/** The members of a body that were given, null among them. */
export function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** One JSON value a line, from any iterable (sent as it comes, so that a failure cannot be retried); or lines. */
export function jsonLinesBody({
  required = false,
  mediaType = 'application/jsonl',
}: BodyOptions = {}): RequestBody {
  return {
    mediaType,
    required,
    encode: (value) => ({ content: lines(value as AsyncIterable<unknown>) }),
  };
}

function lines(
  values: AsyncIterable<unknown> | Iterable<unknown> | Uint8Array<ArrayBuffer>,
): EncodedBody['content'] {
  // What is lines already goes as it is.
  if (typeof values === 'string' || values instanceof Uint8Array) return values;
  if (Array.isArray(values)) return values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const encoder = new TextEncoder();
  const source = (async function* () {
    for await (const value of values) yield encoder.encode(`${JSON.stringify(value)}\n`);
  })();
  return streamOf(source);
}

/** An iterator of octets as a stream. */
export function streamOf(source: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return?.();
    },
  });
}
