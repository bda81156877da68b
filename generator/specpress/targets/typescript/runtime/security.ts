/** Security schemes (OpenAPI 3.1, 4.8.27): where a client's credentials stand in a request. */

import type { Fetch } from './transport.js';

/** What a request gets from its credentials. */
export interface Placement {
  readonly header?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly cookie?: Readonly<Record<string, string>>;
}

/** One scheme, with the names of the client options that hold its credentials. */
export interface Scheme {
  readonly id: string;
  /** The header (lower-case) or parameter that they are sent in. */
  readonly wire: string;
  /** Alternatives, each of options that go together. */
  readonly credentials: readonly (readonly string[])[];
  place(client: Holder): Placement | Promise<Placement>;
}

/** Client options by name, with what the environment says where an option was not given. None is empty. */
export type Credentials = Readonly<Record<string, string>>;

/** What a scheme needs to know of a client. */
export interface Holder {
  readonly credentials: Credentials;
  /** To fetch tokens with. */
  readonly baseURL: string;
  readonly fetch: Fetch | undefined;
}

/** A key in a header, a query parameter or a cookie called `name`. */
export function apiKey(
  id: string,
  location: 'header' | 'query' | 'cookie',
  name: string,
  option = 'apiKey',
): Scheme {
  return {
    id,
    wire: location === 'header' ? name.toLowerCase() : name,
    credentials: [[option]],
    place: ({ credentials }) => ({ [location]: { [name]: credentials[option] ?? '' } }),
  };
}

/** A token in `Authorization` (RFC 6750); also other HTTP schemes, whose word is `prefix`. */
export function bearer(id: string, option = 'authToken', prefix = 'Bearer'): Scheme {
  return {
    id,
    wire: 'authorization',
    credentials: [[option]],
    place: ({ credentials }) => ({
      header: { authorization: `${prefix} ${credentials[option] ?? ''}` },
    }),
  };
}

/** User name and password in `Authorization` (RFC 7617). */
export function basic(id: string, username = 'username', password = 'password'): Scheme {
  return {
    id,
    wire: 'authorization',
    credentials: [[username], [password]],
    place: ({ credentials }) => ({
      header: {
        authorization: `Basic ${base64(`${credentials[username] ?? ''}:${credentials[password] ?? ''}`)}`,
      },
    }),
  };
}

/** A client certificate: configured on `fetch`, nothing to send. */
export function mutualTLS(id: string): Scheme {
  return { id, wire: '', credentials: [[]], place: () => ({}) };
}

export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
