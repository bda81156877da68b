/** Lists that come in pages. */

import { APIPromise, type BaseClient } from './client.js';
import type { BaseClientOptions } from './configuration.js';
import type { Inputs, Operation, Pagination } from './operation.js';
import type { RequestOptions } from './request.js';
import { resultFor, resultsOf } from './responses.js';
import { isGiven } from './styles.js';

/** What a page is made of. */
interface Source {
  readonly pagination: Pagination;
  readonly body: unknown;
  /** What asks for the next page; `undefined` where the response says that there is none. */
  readonly next: Inputs | undefined;
  request(next: Inputs): PromiseLike<unknown>;
}

/**
 * One page of a list. Iterating over it goes through the items of this page and of all later ones, each of which
 * is requested when it is needed.
 *
 * The page classes of a package inherit from it and declare what the response has besides its items.
 */
export class Page<Item> implements AsyncIterable<Item> {
  /** The items of this page. */
  declare readonly items: Item[];
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
    const { body, pagination } = source;
    const items = valueAt(body, pagination.items ?? []);
    // Defined, not assigned: a response may call its members whatever it likes (`__proto__`).
    const members = Object.entries({
      ...(Array.isArray(body) ? {} : (body as object)),
      items: Array.isArray(items) ? items : [],
    });
    for (const [name, value] of members) {
      if (!(name in this))
        Object.defineProperty(this, name, { value, enumerable: true, writable: true });
    }
  }

  /** Whether the response says that there is more. */
  hasNextPage(): boolean {
    return this.#source.next !== undefined;
  }

  /** Requests the next page; ask `hasNextPage` first. */
  async getNextPage(): Promise<this> {
    const page = await this.#following();
    if (page) return page;
    throw new RangeError('There is no next page: hasNextPage() says so.');
  }

  /** This page and all later ones. */
  async *iterPages(): AsyncGenerator<this> {
    yield this;
    for (let page = await this.#following(); page; page = await page.#following()) yield page;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for await (const page of this.iterPages()) yield* page.items;
  }

  async #following(): Promise<this | undefined> {
    const { next, request } = this.#source;
    return next && (request(next) as PromiseLike<this>);
  }
}

/** The promise of a page; `for await` over it goes through all items of all pages. */
export class PagePromise<P extends Page<Item>, Item>
  extends APIPromise<P>
  implements AsyncIterable<Item>
{
  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    yield* await this;
  }
}

/** An operation whose result comes in pages. */
export type ListOperation = Operation<unknown> & { readonly pagination: Pagination };

/** Calls a list operation. For the generated resources. */
export function paginate<P extends Page<Item>, Item>(
  client: BaseClient<BaseClientOptions>,
  operation: ListOperation,
  PageClass: new (source: Source) => P,
  inputs: Inputs = {},
  options: RequestOptions = {},
): PagePromise<P, Item> {
  const { pagination } = operation;
  return new PagePromise<P, Item>(client._sender(operation, inputs, options), async (reply) => {
    const { response } = reply;
    const body = await resultFor(resultsOf(operation), response).decode(reply);
    const next = following(operation, inputs, body, response.headers);
    const request = (changed: Inputs): PagePromise<P, Item> =>
      paginate(client, operation, PageClass, changed, options);
    return new PageClass({ pagination, body, next, request });
  });
}

/** The inputs of the next page. */
function following(
  operation: ListOperation,
  inputs: Inputs,
  body: unknown,
  headers: Headers,
): Inputs | undefined {
  const { kind, items = [], request = '', next = [], hasMore } = operation.pagination;
  if (hasMore && valueAt(body, hasMore) === false) return undefined;
  if (kind === 'link') return located(inputs, nextLink(headers.get('link') ?? ''));
  if (kind === 'next-url') return located(inputs, valueAt(body, next));
  const place = operation.body && operation.method !== 'GET' ? 'body' : 'query';
  const given = (inputs[place] ?? {}) as Readonly<Record<string, unknown>>;
  const value = next.length
    ? valueAt(body, next)
    : counted(kind, given[request], valueAt(body, items));
  if (!isGiven(value) || value === '' || value === false || value === given[request])
    return undefined;
  return { ...inputs, [place]: { ...given, [request]: value } };
}

/** The number of the next page, or of its first item, where only the request counts them. */
function counted(kind: Pagination['kind'], current: unknown, items: unknown): number | undefined {
  const { length } = Array.isArray(items) ? items : [];
  if (length === 0) return undefined;
  if (kind === 'page') return Number(current ?? 1) + 1;
  return kind === 'offset' ? Number(current ?? 0) + length : undefined;
}

function located(inputs: Inputs, url: unknown): Inputs | undefined {
  return typeof url === 'string' && url ? { ...inputs, url } : undefined;
}

/** The target of the relation `next` of a `Link` header (RFC 8288, section 3). */
function nextLink(header: string): string | undefined {
  for (const [, url, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters)) return url;
  }
  return undefined;
}

/** The value at a path; `-1` is the last of a list. */
function valueAt(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) return value.at(Number(key));
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }, body);
}
