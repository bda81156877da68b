import assert from 'node:assert/strict';
import { test } from 'node:test';

import { jsonBody } from '../../../generator/specpress/targets/typescript/runtime/bodies.js';
import type {
  Inputs,
  Pagination,
} from '../../../generator/specpress/targets/typescript/runtime/operation.js';
import {
  Page,
  paginate,
  type ListOperation,
  type PagePromise,
} from '../../../generator/specpress/targets/typescript/runtime/pagination.js';
import { Pets, serving, type Answer, type Loopback } from './server.js';

class CursorPage<Item> extends Page<Item> {
  declare data: Item[];
  declare next: string | null;
}

function listing(
  server: Loopback,
  pagination: Pagination,
  inputs: Inputs = {},
  operation: Partial<ListOperation> = {},
): PagePromise<CursorPage<number>, number> {
  const client = new Pets({ baseURL: server.url, apiKey: 'secret', maxRetries: 0 });
  const whole = { method: 'GET', path: '/pets', security: [['Key']], ...operation, pagination };
  return paginate<CursorPage<number>, number>(client as never, whole, CursorPage, inputs);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const CURSOR: Pagination = { kind: 'cursor', items: ['data'], request: 'page', next: ['next'] };

test('a page has the members of the response, its items and the way on', async () => {
  const body = '{"data":[1],"next":null,"__proto__":{"x":1},"hasNextPage":"mine"}';
  await using server = await serving({ body });
  const page = await listing(server, CURSOR);
  assert.deepEqual([page.data, page.items, page.next], [[1], [1], null]);
  assert.equal(page.hasNextPage(), false);
  assert(page instanceof CursorPage);
  await assert.rejects(page.getNextPage(), { name: 'RangeError', message: /no next page/ });
  assert.deepEqual(
    Object.keys(page).sort(),
    ['__proto__', 'data', 'items', 'next'].filter((key) => key !== '__proto__'),
  );
});

const URLS = (server: Loopback): string[] => server.asked.map(({ url }) => url);

test('cursors', async () => {
  await using server = await serving(
    { body: { data: [1, 2], next: 'a b' } },
    { body: { data: [3], next: '' } },
  );
  assert.deepEqual(await all(listing(server, CURSOR, { query: { limit: 2 } })), [1, 2, 3]);
  assert.deepEqual(URLS(server), ['/pets?limit=2', '/pets?limit=2&page=a%20b']);
  assert.equal(server.asked[1]?.headers['x-pets'], 'secret');
});

test('cursors in a body, the last item as a cursor, and a word that there is no more', async () => {
  const pagination = { ...CURSOR, request: 'after', next: ['data', '-1', 'id'], hasMore: ['more'] };
  const first = { data: [{ id: 1 }, { id: 2 }], more: true };
  await using server = await serving({ body: first }, { body: { data: [{ id: 3 }], more: false } });
  const operation = { method: 'POST', body: jsonBody() };
  assert.equal((await all(listing(server, pagination, { body: { q: 'x' } }, operation))).length, 3);
  assert.deepEqual(
    server.asked.map(({ body }) => body),
    ['{"q":"x"}', '{"q":"x","after":2}'],
  );
});

test('a server that repeats its cursor does not hold us for ever', async () => {
  await using server = await serving({ body: { data: [1], next: 'same' } });
  assert.deepEqual(await all(listing(server, CURSOR)), [1, 1]);
});

test('page numbers and offsets', async () => {
  const answers: Answer[] = [{ body: [1, 2] }, { body: [3] }, { body: [] }];
  await using pages = await serving(...answers);
  assert.deepEqual(await all(listing(pages, { kind: 'page', request: 'p' })), [1, 2, 3]);
  assert.deepEqual(URLS(pages), ['/pets', '/pets?p=2', '/pets?p=3']);
  await using offsets = await serving(...answers);
  await all(listing(offsets, { kind: 'offset', request: 'skip' }, { query: { skip: 10 } }));
  assert.deepEqual(URLS(offsets), ['/pets?skip=10', '/pets?skip=12', '/pets?skip=13']);
});

test('links in a header and URLs in the response', async () => {
  const link = '</pets?page=0>; rel="first", </pets?page=2>; rel="last next"';
  await using links = await serving({ body: [1], headers: { link } }, { body: [2] });
  assert.deepEqual(await all(listing(links, { kind: 'link' }, { query: { limit: 1 } })), [1, 2]);
  assert.deepEqual(URLS(links), ['/pets?limit=1', '/pets?page=2']);
  await using urls = await serving(
    { body: { data: [1], links: { next: '/more' } } },
    { body: { data: [2] } },
  );
  const pagination: Pagination = { kind: 'next-url', items: ['data'], next: ['links', 'next'] };
  assert.deepEqual(await all(listing(urls, pagination)), [1, 2]);
  assert.equal(urls.asked[1]?.headers['x-pets'], 'secret');
});

test('a next URL elsewhere gets no credentials', async () => {
  await using other = await serving({ body: { data: [2] } });
  await using server = await serving({ body: { data: [1], next: `${other.url}/more` } });
  const pagination: Pagination = { kind: 'next-url', items: ['data'], next: ['next'] };
  assert.deepEqual(await all(listing(server, pagination)), [1, 2]);
  assert.equal(other.asked[0]?.headers['x-pets'], undefined);
});

test('page by page', async () => {
  await using server = await serving({ body: { data: [1], next: 'a' } }, { body: { data: [2] } });
  const page = await listing(server, CURSOR);
  const next = await page.getNextPage();
  assert.deepEqual([page.hasNextPage(), next.items, next instanceof CursorPage], [true, [2], true]);
  assert.deepEqual(
    (await all(page.iterPages())).map(({ items }) => items),
    [[1], [2]],
  );
});
