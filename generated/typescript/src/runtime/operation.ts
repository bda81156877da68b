/**
 * What a generated package says about one operation: data that the core reads. Only what differs from OpenAPI's
 * defaults is stated, since one of these is printed for every operation:
 *
 *     const RETRIEVE: Operation<Pet> = {
 *       method: 'GET',
 *       path: '/pets/{pet_id}',
 *       parameters: [{ in: 'query', name: 'tags', explode: false }],
 *       security: [['ApiKeyAuth']],
 *     };
 *
 * Kinds of body and result are values imported from modules of their own (`multipartBody`, `sse`), so that a
 * bundle holds those alone that its operations use.
 */
export interface Operation<T> {
  readonly method: string;
  /** The template, with its leading slash. */
  readonly path: string;
  readonly parameters?: readonly Parameter[];
  /** The kinds of body, preferred first; the input `contentType` picks another. */
  readonly body?: RequestBody | readonly RequestBody[];
  /** The kind of result, or all of them, preferred first; JSON where absent. */
  readonly result?: Result<T> | readonly Result<T>[];
  /** Alternatives, each of scheme ids that go together. Absent: no credentials; one that is `[]`: they are optional. */
  readonly security?: readonly (readonly string[])[];
  /** A base URL of its own, absolute or relative to the client's; one that the user gave has precedence. */
  readonly server?: string;
  readonly pagination?: Pagination;
  /** Header that carries one random key per call; absent: what the settings say. */
  readonly idempotencyHeader?: string;
}

export type Parameter = InPath | InQuery | InHeader | InCookie | InQueryString;

interface Named {
  readonly name: string;
  /** The media type, where the parameter is one document of it (`content` instead of `schema`). */
  readonly content?: string;
  /** The one value that it can have: sent unless the caller gives another. */
  readonly fixed?: string;
  readonly explode?: boolean;
}

/** A path parameter that is not `style: simple, explode: false`. The others need no entry. */
export interface InPath extends Named {
  readonly in: 'path';
  readonly style?: 'simple' | 'label' | 'matrix';
  readonly allowReserved?: boolean;
}

/** A query parameter that is not `style: form, explode: true`. The others need no entry. */
export interface InQuery extends Named {
  readonly in: 'query';
  readonly style?: QueryStyle;
  readonly allowReserved?: boolean;
  /** `allowEmptyValue`: an empty string is sent as the bare name. */
  readonly allowEmpty?: boolean;
}

export type QueryStyle = 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/** A header that is an array or an object, or has something fixed. Plain ones need no entry. */
export interface InHeader extends Named {
  readonly in: 'header';
  /** An array: items are joined with commas, and a bare string is a `TypeError`. Implied by `always`. */
  readonly array?: boolean;
  /** Items sent whatever the caller gives, each once, after the caller's own. */
  readonly always?: readonly string[];
}

/** A cookie that is not `style: form, explode: true`. */
export interface InCookie extends Named {
  readonly in: 'cookie';
  readonly style?: 'form' | 'cookie';
}

/** The whole query string as one value (OpenAPI 3.2, `in: querystring`). */
export interface InQueryString extends Named {
  readonly in: 'querystring';
}

/** One kind of request body. */
export interface RequestBody {
  readonly mediaType: string;
  /** Sent as `{}` when nothing is given. */
  readonly required: boolean;
  /** `mediaType`: the one that the caller named, where that is not the one described. */
  encode(value: unknown, mediaType?: string): EncodedBody | Promise<EncodedBody>;
}

export interface EncodedBody {
  readonly content:
    string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Where it says more than the media type does: a multipart boundary, or which one of a range it is. */
  readonly contentType?: string;
}

/** One kind of successful response. */
export interface Result<T> {
  /** Empty: no body is expected. */
  readonly mediaType: string;
  /** `200`, `2XX` or `default`; the most exact one that fits the response wins. Absent: `2XX`. */
  readonly status?: string;
  /** What is read alike, whatever its media type; absent: the type depends on the media type. */
  readonly kind?: 'octets' | 'text';
  /** Whether the body is left to be read by `decode`, bit by bit, instead of being read whole before. */
  readonly streamed?: boolean;
  decode(reply: Reply): T | Promise<T>;
}

/** A successful response. `text` is its body, unless that is still to be read from `response`. */
export interface Reply {
  readonly response: Response;
  readonly text: string | undefined;
  /** How often the request had to be sent again. */
  readonly retries: number;
  /** Stops the transfer of a body that is still to be read. */
  readonly abort: () => void;
}

/** How a list operation goes on. Places in the response are arrays of keys. */
export interface Pagination {
  readonly kind: 'cursor' | 'page' | 'offset' | 'link' | 'next-url';
  /** Where the items are; absent: the response is the list itself. */
  readonly items?: readonly string[];
  /** Query parameter (or property of the body) that asks for the next page. */
  readonly request?: string;
  /** Where the next cursor or URL is. With `-1` a position in a list: `['data', '-1', 'id']`. */
  readonly next?: readonly string[];
  /** Where a boolean says whether there are more; absent: there is none. */
  readonly hasMore?: readonly string[];
}

/** What a caller gives, by wire names; `undefined` is nothing given, and so is `null` outside of path and body. */
export interface Inputs {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: object | null | undefined;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  readonly querystring?: unknown;
  readonly body?: unknown;
  /** Takes the place of path and query: where a response says that there is more. */
  readonly url?: string | undefined;
  /** Picks one of several kinds of body. */
  readonly contentType?: string | undefined;
  /** Picks one of several kinds of result. */
  readonly accept?: string | undefined;
}
