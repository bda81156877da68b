/** A body of each shape that the operations of tests/cases/contents take. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Contents } from '../src/contents/index.js';

interface Sent {
  readonly contentType: string;
  readonly url: string;
  readonly text: string;
}

function recorded(): { readonly client: Contents; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    const contentType = request.headers.get('content-type') ?? '';
    sent.push({ contentType, url: new URL(url).search, text: await request.text() });
    return Response.json({});
  };
  return { client: new Contents({ fetch }), sent };
}

test('the preferred shape goes by its members, whatever its media type', async () => {
  const { client, sent } = recorded();
  await client.rows.create({ name: 'n', body: 'b', dry: true });
  await client.rows.create({
    name: 'n',
    body: 'b',
    contentType: 'application/x-www-form-urlencoded',
  });
  assert.deepEqual(sent, [
    { contentType: 'application/json', url: '?dry=true', text: '{"name":"n","body":"b"}' },
    { contentType: 'application/x-www-form-urlencoded', url: '', text: 'name=n&body=b' },
  ]);
});

test('another shape is given whole, with its media type', async () => {
  const { client, sent } = recorded();
  const bodies = [
    { contentType: 'text/csv', wholeBody: 'n,b', dry: false },
    { contentType: 'application/xml', wholeBody: '<row/>' },
    { contentType: 'multipart/form-data', wholeBody: { file: new Blob(['octets']) } },
  ] as const;
  for (const body of bodies) await client.rows.create(body);
  const [csv, xml, parts] = sent;
  assert.deepEqual(csv, { contentType: 'text/csv', url: '?dry=false', text: 'n,b' });
  assert.deepEqual(xml, { contentType: 'application/xml', url: '', text: '<row/>' });
  assert.match(parts?.contentType ?? '', /^multipart\/form-data; boundary=/);
  assert.match(parts?.text ?? '', /name="file".*octets/s);
});

test('a body that has no members is of either type', async () => {
  const { client, sent } = recorded();
  await client.rows.replaceRows({ body: [{ name: 'n', body: 'b' }] });
  await client.rows.replaceRows({
    body: new Blob(['octets']),
    contentType: 'application/octet-stream',
  });
  await client.rows.replaceRows();
  assert.deepEqual(
    sent.map(({ contentType, text }) => [contentType, text]),
    [
      ['application/json', '[{"name":"n","body":"b"}]'],
      ['application/octet-stream', 'octets'],
      ['', ''],
    ],
  );
});

test('a shape and a media type that do not go together are no types', () => {
  const { client } = recorded();
  const never = (): unknown[] => [
    // @ts-expect-error -- the members of the preferred shape are missing
    client.rows.create({ contentType: 'application/json' }),
    // @ts-expect-error -- CSV has no members
    client.rows.create({ name: 'n', body: 'b', contentType: 'text/csv' }),
    // @ts-expect-error -- a whole body says its media type
    client.rows.create({ wholeBody: 'n,b' }),
    // @ts-expect-error -- octets are no JSON
    client.rows.replaceRows({ body: new Blob([]), contentType: 'application/json' }),
  ];
  assert(never);
});
