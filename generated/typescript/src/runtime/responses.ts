/** Kinds of result: how the body of a successful response becomes the value that a method returns. */

import { APIResponseValidationError } from './errors.js';
import { closest } from './media-types.js';
import type { Operation, Reply, Result } from './operation.js';

/** A JSON document; an empty body gives null. */
export function json<T>(mediaType = 'application/json', status?: string): Result<T> {
  return { mediaType, ...(status && { status }), decode: decodeJSON<T> };
}

async function decodeJSON<T>({ response, text }: Reply): Promise<T> {
  const given = text ?? (await response.text());
  if (given === '') return null as T;
  try {
    return JSON.parse(given) as T;
  } catch (cause) {
    const { status, headers } = response;
    throw new APIResponseValidationError(
      `The ${status} response is not valid JSON: ${excerpt(given)}`,
      {
        status,
        headers,
        error: given,
        cause,
      },
    );
  }
}

/** Text, XML included. */
export function text(mediaType = 'text/plain', status?: string): Result<string> {
  return {
    mediaType,
    ...(status && { status }),
    kind: 'text',
    decode: async (reply) => reply.text ?? reply.response.text(),
  };
}

/** Octets: the response itself, whose body is not yet read (`blob()`, `arrayBuffer()`, `body`). */
export function binary(mediaType = 'application/octet-stream', status?: string): Result<Response> {
  return {
    mediaType,
    ...(status && { status }),
    kind: 'octets',
    streamed: true,
    decode: ({ response }) => response,
  };
}

/** No body. */
export function none(status?: string): Result<undefined> {
  return { mediaType: '', ...(status && { status }), decode: () => undefined };
}

/** No body, where other responses of the same operation have one. */
export function empty(status?: string): Result<null> {
  return { mediaType: '', ...(status && { status }), decode: () => null };
}

const JSON_RESULT = json<never>();

/** All kinds of result that an operation has, preferred first. */
export function resultsOf<T>(operation: Operation<T>): readonly Result<T>[] {
  const { result = JSON_RESULT } = operation;
  return Array.isArray(result) ? (result as readonly Result<T>[]) : [result as Result<T>];
}

/** The kind of result that a response is: by its status, then by its content type, else the preferred one. */
export function resultFor<T>(results: readonly Result<T>[], response: Response): Result<T> {
  if (results.length === 1) return results[0] as Result<T>;
  const sent = response.headers.get('content-type') ?? '';
  for (const status of [String(response.status), '2XX', 'default']) {
    const fitting = results.filter((result) => (result.status ?? '2XX') === status);
    if (fitting.length === 0) continue;
    return closest(fitting, sent) ?? (fitting[0] as Result<T>);
  }
  return results[0] as Result<T>;
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
