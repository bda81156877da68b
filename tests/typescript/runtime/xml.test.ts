/** Values as XML and back, by shapes as packages print them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { APIResponseValidationError } from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import {
  xml,
  xmlBody,
  type XmlShape,
} from '../../../generator/specpress/targets/typescript/runtime/xml.js';
import { calling, serving } from './server.js';

const PET: NonNullable<XmlShape['members']> = {
  id: { type: 'number', node: 'attribute' },
  isSold: { type: 'boolean', name: 'sold' },
  friends: { items: { name: 'friend', of: () => ROOT, prefix: '', namespace: '' }, wrapped: true },
  tags: { items: { name: 'tag' } },
  price: { type: 'number', prefix: 'p', namespace: 'urn:p' },
  names: { values: {} },
  said: { members: { lang: { node: 'attribute' }, words: { node: 'text' } } },
  free: { type: 'any' },
};
const ROOT: XmlShape = { name: 'pet', members: PET, prefix: 's', namespace: 'urn:s' };

async function sent(value: unknown, shape: XmlShape = ROOT): Promise<string> {
  await using server = await serving();
  await calling(server, { method: 'PUT', body: xmlBody({ shape }) }, { body: value });
  assert.equal(server.asked[0]?.headers['content-type'], 'application/xml');
  return server.asked[0].body;
}

async function got(body: string, shape: XmlShape = ROOT): Promise<unknown> {
  const headers = { 'content-type': 'application/xml' };
  await using server = await serving((response) => response.writeHead(200, headers).end(body));
  return await calling(server, { result: xml(shape) });
}

const PAIRS: readonly (readonly [what: string, value: object, inner: string])[] = [
  ['attributes', { id: 7 }, ' id="7">'],
  ['elements of other names', { isSold: true }, '><sold>true</sold>'],
  ['text that needs care', { tags: ['a<&"\n]]>'] }, '><tag>a&lt;&amp;&quot;&#10;]]&gt;</tag>'],
  ['items side by side', { tags: ['a', 'b'] }, '><tag>a</tag><tag>b</tag>'],
  [
    'items in an element, and objects in objects',
    {
      friends: [
        { id: 1, tags: ['a'] },
        { friends: [], tags: [] },
      ],
    },
    '><friends><friend id="1"><tag>a</tag></friend><friend><friends></friends></friend></friends>',
  ],
  ['text beside attributes', { said: { lang: 'en', words: 'hi' } }, '><said lang="en">hi</said>'],
  ['prefixes', { price: 1.5 }, '><p:price xmlns:p="urn:p">1.5</p:price>'],
  ['maps', { names: { de: 'Hund', en: 'dog' } }, '><names><de>Hund</de><en>dog</en></names>'],
  [
    'null',
    { isSold: null },
    '><sold xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"></sold>',
  ],
  [
    'what is not declared',
    { more: { a: 'x', b: ['1', '2'] } },
    '><more><a>x</a><b>1</b><b>2</b></more>',
  ],
  ['what may be anything', { free: { a: 'x' } }, '><free><a>x</a></free>'],
];

for (const [what, value, inner] of PAIRS) {
  test(`${what} go there and back`, async () => {
    const text = await sent(value);
    assert.equal(text, `<s:pet xmlns:s="urn:s"${inner}</s:pet>`);
    assert.deepEqual(await got(`<?xml version="1.0"?>\n${text}`), { tags: [], ...value });
  });
}

test('text that the caller wrote goes as it is', async () => {
  assert.equal(await sent('<pet/>'), '<pet/>');
});

test('what XML cannot hold is refused before anything is sent', async () => {
  for (const value of [{ names: { 'a><b': 'x' } }, { 'a b': 1 }, { '': 1 }, { tags: ['\0'] }]) {
    await assert.rejects(sent(value), {
      name: 'TypeError',
      message: /^XML cannot hold ".*" here\.$/,
    });
  }
});

test('a list is within an element', async () => {
  const shape: XmlShape = { name: 'pets', wrapped: true, items: { name: 'pet', members: PET } };
  const text = await sent([{ id: 1 }, { id: 2 }], shape);
  assert.equal(text, '<pets><pet id="1"></pet><pet id="2"></pet></pets>');
  assert.deepEqual(await got(text, shape), [
    { id: 1, tags: [] },
    { id: 2, tags: [] },
  ]);
});

test('servers choose prefixes and write text as they like', async () => {
  const text =
    '<x:pet xmlns:x="urn:s" id=" 7 "><sold>1</sold><tag><![CDATA[<a>]]>&#98;</tag></x:pet>';
  assert.deepEqual(await got(text), { id: 7, isSold: true, tags: ['<a>b'] });
});

test('what is not as described is kept', async () => {
  const text = '<pet id="x" new="1"><sold>maybe</sold><__proto__>p</__proto__></pet>';
  const pet = (await got(text)) as Record<string, unknown>;
  assert.deepEqual(Object.entries(pet), [
    ['id', 'x'],
    ['isSold', 'maybe'],
    ['tags', []],
    ['new', '1'],
    ['__proto__', 'p'],
  ]);
});

test('an empty body is null, one that is no XML an error', async () => {
  assert.equal(await got(''), null);
  for (const body of ['<pet>', 'no', '<a/><b/>', '<a>&evil;</a>']) {
    await assert.rejects(got(body), (error) => {
      assert(error instanceof APIResponseValidationError);
      assert.deepEqual([error.status, error.error], [200, body]);
      return true;
    });
  }
});
