import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  formBody,
  jsonBody,
  jsonLinesBody,
  textBody,
} from '../../../generator/specpress/targets/typescript/runtime/bodies.js';
import { BaseClient } from '../../../generator/specpress/targets/typescript/runtime/client.js';
import { multipartBody } from '../../../generator/specpress/targets/typescript/runtime/multipart.js';
import type {
  Inputs,
  Operation,
} from '../../../generator/specpress/targets/typescript/runtime/operation.js';
import { apiKey } from '../../../generator/specpress/targets/typescript/runtime/security.js';
import {
  binaryBody,
  toFile,
} from '../../../generator/specpress/targets/typescript/runtime/uploads.js';
import { calling, Pets, serving, SETTINGS, type Asked, type Options } from './server.js';

type Given = Partial<Operation<unknown>>;

async function sent(
  operation: Given,
  inputs?: Inputs,
  options?: object,
  client?: Options,
): Promise<Asked> {
  await using server = await serving();
  await calling(server, operation, inputs, options, client);
  assert.equal(server.asked.length, 1);
  return server.asked[0] as Asked;
}

test('the path: values are encoded, the base URL keeps its own path', async () => {
  await using server = await serving();
  const client = { baseURL: `${server.url}/v1/` };
  const path = '/pets/{pet_id}/toys/{toy}';
  await calling(server, { path }, { path: { pet_id: 'a/b', toy: 7 } }, {}, client);
  assert.equal(server.asked[0]?.url, '/v1/pets/a%2Fb/toys/7');
});

for (const value of ['.', '..', '%2e', '%2E%2e', '.%2E']) {
  test(`a path that ${value} would change is refused before anything is sent`, async () => {
    await using server = await serving();
    assert.throws(() => calling(server, { path: '/pets/{id}/toys' }, { path: { id: value } }), {
      name: 'TypeError',
      message: /must not be '.' or '..'/,
    });
    assert.equal(server.asked.length, 0);
  });
}

test('a path without a value is refused before anything is sent', async () => {
  await using server = await serving();
  for (const value of [null, undefined, '']) {
    assert.throws(() => calling(server, { path: '/pets/{id}' }, { path: { id: value } }), {
      name: 'TypeError',
      message: `Expected a non-empty value for \`id\` but received ${value === '' ? "''" : value}`,
    });
  }
  assert.equal(server.asked.length, 0);
});

test('dots within a segment are nothing special', async () => {
  const { url } = await sent({ path: '/pets/{a}.{b}' }, { path: { a: '..', b: 'x..' } });
  assert.equal(url, '/pets/...x..');
});

test('a query parameter may be called as what all objects have', async () => {
  const { url } = await sent({ path: '/pets' }, { query: { constructor: 'a', toString: 'b' } });
  assert.equal(url, '/pets?constructor=a&toString=b');
});

test('so may the header of a credential', async () => {
  const own = { ...SETTINGS, schemes: [apiKey('Key', 'header', 'Constructor')] };
  const Client = class extends BaseClient<Options> {};
  await using server = await serving();
  const client = new Client(own, { apiKey: 'k', baseURL: server.url });
  await client._call({ method: 'GET', path: '/pets', security: [['Key']] });
  assert.equal(server.asked[0]?.headers['constructor'], 'k');
});

test('the query: defaults below, the extra above, null removes', async () => {
  const { url } = await sent(
    {
      parameters: [
        { in: 'query', name: 'tags', explode: false },
        { in: 'query', name: 'v', fixed: '2' },
      ],
    },
    { query: { tags: ['a', 'b'], limit: 3, none: undefined, nil: null } },
    { query: { limit: null, deep: { a: [1, 2] } } },
    { defaultQuery: { tags: 'default', trace: true } },
  );
  assert.equal(url, '/pets?trace=true&v=2&tags=a,b&deep%5Ba%5D=1&deep%5Ba%5D=2');
});

test('the whole query string as one value', async () => {
  const parameters = [{ in: 'querystring', name: 'q' }] as const;
  assert.equal((await sent({ parameters }, { querystring: { a: [1, 2] } })).url, '/pets?a=1&a=2');
  const asJSON = [{ in: 'querystring', name: 'q', content: 'application/json' }] as const;
  assert.equal((await sent({ parameters: asJSON }, { querystring: [1] })).url, '/pets?%5B1%5D');
});

test('headers merge whatever their case, and null removes', async () => {
  const { headers } = await sent(
    { parameters: [{ in: 'header', name: 'X-Plain', fixed: '1' }] },
    { header: { 'X-Given': 'given' } },
    { headers: { 'x-GIVEN': 'extra', 'X-DEFAULT': null, 'X-PETS': 'mine' } },
    { defaultHeaders: { 'x-default': 'default', 'User-Agent': 'tests' } },
  );
  assert.equal(headers['x-given'], 'extra');
  assert.equal(headers['x-default'], undefined);
  assert.equal(headers['x-plain'], '1');
  assert.equal(headers['x-pets'], 'mine');
  assert.equal(headers['user-agent'], 'tests');
});

test('what goes without saying', async () => {
  const { headers } = await sent({});
  assert.equal(headers['accept'], 'application/json');
  assert.equal(headers['user-agent'], 'Pets/TypeScript 1.2.3');
  assert.equal(headers['content-type'], undefined);
  assert.equal(headers['idempotency-key'], undefined);
});

test('items that a header always has are sent once', async () => {
  const parameters = [{ in: 'header', name: 'Beta', always: ['z'] }] as const;
  const beta = async (header: Inputs['header'], options = {}, client = {}): Promise<unknown> =>
    (await sent({ parameters }, { header: header ?? {} }, options, client)).headers['beta'];
  assert.equal(await beta({}), 'z');
  assert.equal(await beta({ Beta: ['a', 'z'] }), 'a,z');
  assert.equal(await beta({ Beta: null }), 'z');
  assert.equal(await beta({}, {}, { defaultHeaders: { beta: 'd, e' } }), 'd,e,z');
  assert.equal(await beta({ Beta: ['a'] }, { headers: { BETA: 'only' } }), 'only');
});

test('an invalid header is a mistake of the caller, not a lost connection', async () => {
  await using server = await serving();
  await assert.rejects(calling(server, {}, {}, { headers: { x: 'a\nb' } }), { name: 'TypeError' });
  assert.equal(server.asked.length, 0);
});

test('an idempotency key is the same on each attempt', async () => {
  const again = { status: 503, headers: { 'retry-after-ms': '0' } };
  await using server = await serving(again, {});
  await calling(server, { method: 'POST' });
  const [first, second] = server.asked.map(({ headers }) => headers['idempotency-key']);
  assert.match(
    String(first),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(first, second);
  for (const method of ['POST', 'GET']) {
    const { headers } = await sent({ method }, {}, { idempotencyKey: 'mine' });
    assert.equal(headers['idempotency-key'], 'mine');
  }
});

test('a JSON body: three states, and what is required of nothing', async () => {
  const body = jsonBody({ required: true });
  const given = { a: 1, b: null, c: undefined };
  const asked = await sent({ method: 'POST', body }, { body: given });
  assert.equal(asked.body, '{"a":1,"b":null}');
  assert.equal(asked.headers['content-type'], 'application/json');
  assert.equal((await sent({ method: 'POST', body }, { body: {} })).body, '{}');
  const optional = await sent({ method: 'POST', body: jsonBody() }, { body: { c: undefined } });
  assert.equal(optional.body, '');
  assert.equal(optional.headers['content-type'], undefined);
});

test('the option body is merged into an object and replaces anything else', async () => {
  const body = jsonBody();
  const extra = { body: { b: 2 } };
  assert.equal(
    (await sent({ method: 'POST', body }, { body: { a: 1 } }, extra)).body,
    '{"a":1,"b":2}',
  );
  assert.equal((await sent({ method: 'POST', body }, { body: [1] }, extra)).body, '{"b":2}');
});

test('a kind of body is chosen by its media type', async () => {
  const body = [jsonBody(), textBody()];
  const asked = await sent({ method: 'POST', body }, { body: 'hi', contentType: 'text/plain' });
  assert.equal(asked.body, 'hi');
  assert.equal(asked.headers['content-type'], 'text/plain');
});

test('a form', async () => {
  const body = formBody({
    encodings: { deep: { style: 'deepObject' }, csv: { style: 'form', explode: false } },
  });
  const value = {
    a: [1, 2],
    deep: { x: 'y z' },
    csv: ['p', 'q'],
    object: { k: 1 },
    none: undefined,
    nil: null,
  };
  const asked = await sent({ method: 'POST', body }, { body: value });
  assert.equal(asked.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(asked.body, 'a=1&a=2&deep%5Bx%5D=y%20z&csv=p,q&object=%7B%22k%22%3A1%7D&nil=');
});

test('a multipart body', async () => {
  const body = multipartBody({
    encodings: { meta: { contentType: 'application/merge-patch+json' } },
  });
  const file = await toFile(new Blob(['abc'], { type: 'text/csv' }), 'a "b".csv');
  const value = {
    file,
    tags: ['x', 'y'],
    meta: { k: 1 },
    more: { z: 2 },
    tuple: ['t.bin', new Uint8Array([104, 105])],
  };
  const asked = await sent({ method: 'POST', body }, { body: value });
  const [, boundary = ''] =
    /^multipart\/form-data; boundary=(.+)$/.exec(String(asked.headers['content-type'])) ?? [];
  const part = (head: string, content: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  assert.equal(
    asked.body,
    part('name="file"; filename="a %22b%22.csv"\r\nContent-Type: text/csv', 'abc') +
      part('name="tags"', 'x') +
      part('name="tags"', 'y') +
      part('name="meta"\r\nContent-Type: application/merge-patch+json', '{"k":1}') +
      part('name="more"\r\nContent-Type: application/json', '{"z":2}') +
      part('name="tuple"; filename="t.bin"\r\nContent-Type: application/octet-stream', 'hi') +
      `--${boundary}--\r\n`,
  );
});

test('a multipart body of parts without names', async () => {
  const body = multipartBody({ mediaType: 'multipart/mixed' });
  const value = [{ k: 1 }, 'text', ['a.bin', new Blob(['ab'])]];
  const asked = await sent({ method: 'POST', body }, { body: value });
  const [, boundary = ''] =
    /^multipart\/mixed; boundary=(.+)$/.exec(String(asked.headers['content-type'])) ?? [];
  const parts = [
    'Content-Type: application/json\r\n\r\n{"k":1}',
    '\r\ntext',
    'Content-Disposition: attachment; filename="a.bin"\r\n' +
      'Content-Type: application/octet-stream\r\n\r\nab',
  ];
  const written = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  assert.equal(asked.body, `${written}--${boundary}--\r\n`);
});

async function* pieces(): AsyncGenerator<string> {
  yield 'a';
  yield 'b';
}

const OCTETS: readonly (readonly [string, unknown])[] = [
  ['a buffer', new TextEncoder().encode('ab').buffer],
  ['a view', new DataView(new TextEncoder().encode('xaby').buffer, 1, 2)],
  ['a blob', new Blob(['ab'])],
  ['an iterator', pieces()],
  ['a response', new Response('ab')],
  ['a stream', new Response('ab').body],
  ['a tuple', ['name', new Blob(['ab'])]],
  ['a string', 'ab'],
];

for (const [what, value] of OCTETS) {
  test(`a binary body from ${what}`, async () => {
    const asked = await sent({ method: 'PUT', body: binaryBody() }, { body: value });
    assert.equal(asked.body, 'ab');
    assert.equal(asked.headers['content-type'], 'application/octet-stream');
  });
}

test('a binary body of the media type that the caller names', async () => {
  const inputs = { body: 'ab', contentType: 'image/png' };
  const asked = await sent({ method: 'PUT', body: binaryBody() }, inputs);
  assert.equal(asked.headers['content-type'], 'image/png');
});

test('octets that say what they are, where any of a range may be sent', async () => {
  const type = async (mediaType: string, body: unknown, contentType?: string): Promise<unknown> =>
    (await sent({ method: 'PUT', body: binaryBody({ mediaType }) }, { body, contentType })).headers[
      'content-type'
    ];
  const png = new Blob(['ab'], { type: 'image/png' });
  assert.equal(await type('image/*', png), 'image/png');
  assert.equal(await type('*/*', new File(['ab'], 'a', { type: 'text/csv' })), 'text/csv');
  assert.equal(await type('image/*', ['a.gif', png, 'image/gif']), 'image/gif');
  assert.equal(await type('image/*', png, 'image/gif'), 'image/gif');
  assert.equal(await type('image/gif', png), 'image/gif');
  assert.equal(await type('audio/*', png), 'application/octet-stream');
  for (const body of ['ab', new Blob(['ab'])])
    assert.equal(await type('*/*', body), 'application/octet-stream');
});

test('the media type that describes it best says how a body is written', async () => {
  const text2 = textBody({ mediaType: 'text/plain; v=2' });
  const body = [jsonBody(), binaryBody({ mediaType: 'image/*' }), text2];
  const image = await sent({ method: 'PUT', body }, { body: 'ab', contentType: 'image/png' });
  assert.deepEqual([image.body, image.headers['content-type']], ['ab', 'image/png']);
  const text = await sent({ method: 'PUT', body }, { body: 'ab', contentType: 'text/plain;V=2' });
  assert.deepEqual([text.body, text.headers['content-type']], ['ab', 'text/plain;V=2']);
});

test('a binary body of anything else is a mistake of the caller', async () => {
  await using server = await serving();
  const call = calling(server, { method: 'PUT', body: binaryBody() }, { body: 7 });
  await assert.rejects(call, { name: 'TypeError', message: /octets/ });
});

test('JSON lines', async () => {
  async function* values(): AsyncGenerator<unknown> {
    yield { a: 1 };
    yield null;
  }
  const octets = new TextEncoder().encode('{"a":1}\nnull\n');
  for (const body of [[{ a: 1 }, null], values(), octets, '{"a":1}\nnull\n']) {
    assert.equal(
      (await sent({ method: 'POST', body: jsonLinesBody() }, { body })).body,
      '{"a":1}\nnull\n',
    );
  }
});

test('files take their names from where they come', async () => {
  assert.equal((await toFile(new Blob([]))).name, 'upload');
  const stream = Object.assign(pieces(), { path: '/pictures/photo.png' });
  const file = await toFile(stream, undefined, { type: 'image/png' });
  assert.deepEqual([file.name, file.type, await file.text()], ['photo.png', 'image/png', 'ab']);
});

test('a server of the operation, unless the user chose one', async () => {
  const urls: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    urls.push(url);
    return Promise.resolve(new Response('{}'));
  };
  const operation = { method: 'GET', path: '/x' };
  const pets = new Pets({ fetch });
  await pets._call({ ...operation, server: 'https://files.invalid/v2/' });
  await pets._call({ ...operation, server: '/v3' });
  await pets
    .withOptions({ baseURL: 'https://mine.invalid' })
    ._call({ ...operation, server: 'https://files.invalid' });
  await pets.withOptions({ environment: 'regional', region: 'us' })._call(operation);
  assert.deepEqual(urls, [
    'https://files.invalid/v2/x',
    'https://pets.invalid/v3/x',
    'https://mine.invalid/x',
    'https://us.pets.invalid/x',
  ]);
});

test('an operation that several clients share is prepared for each of them', async () => {
  const seen: unknown[] = [];
  const fetch = (url: string, { headers }: RequestInit): Promise<Response> => {
    seen.push([url, headers]);
    return Promise.resolve(new Response('{}'));
  };
  const operation = { method: 'GET', path: '/x', security: [['Token']] };
  const first = new Pets({ fetch, authToken: 'one', baseURL: 'https://a.invalid' });
  const second = first.withOptions({ authToken: 'two', defaultHeaders: { 'X-Two': '2' } });
  for (const pets of [first, second, first]) await pets._call(operation);
  const headers = { accept: 'application/json', 'user-agent': 'Pets/TypeScript 1.2.3' };
  const one = ['https://a.invalid/x', { ...headers, authorization: 'Bearer one' }];
  const two = ['https://a.invalid/x', { ...headers, 'x-two': '2', authorization: 'Bearer two' }];
  assert.deepEqual(seen, [one, two, one]);
});

test('verbs for what the document does not describe', async () => {
  await using server = await serving({ body: { ok: true } });
  const pets = new Pets({ baseURL: server.url, apiKey: 'secret' });
  assert.deepEqual(await pets.get('/a', { query: { q: 1 } }), { ok: true });
  for (const verb of ['post', 'put', 'patch', 'delete'] as const)
    await pets[verb]('a', { body: { b: 1 } });
  assert.deepEqual(
    server.asked.map(({ method, url, body }) => `${method} ${url} ${body}`),
    ['GET /a?q=1 ', ...['POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${verb} /a {"b":1}`)],
  );
  assert.equal(server.asked[0]?.headers['x-pets'], 'secret');
});
