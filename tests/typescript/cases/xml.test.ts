/** What tests/cases/xml_bodies sends and reads, as its `xml` objects say. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { XmlBodies } from '../src/xml_bodies/index.js';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<T extends true>(_?: T): void {}

/** A client that hears of each request what it heard. */
function echoing(contentType: string): { readonly client: XmlBodies; readonly sent: string[] } {
  const sent: string[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    const text = await request.text();
    sent.push(`${request.headers.get('content-type')}, ${request.headers.get('accept')}: ${text}`);
    return new Response(text, { headers: { 'content-type': contentType } });
  };
  return { client: new XmlBodies({ fetch }), sent };
}

function answering(text: string, contentType = 'application/xml'): XmlBodies {
  const init = { headers: { 'content-type': contentType } };
  return new XmlBodies({ fetch: () => Promise.resolve(new Response(text, init)) });
}

const PET: XmlBodies.PetParam = {
  id: 7,
  name: 'Rex & Co',
  alive: true,
  photos: ['a', 'b'],
  scores: [1, 2.5],
  tags: [{ lang: 'en', words: 'good' }],
  friend: { id: 8, photos: [], scores: [] },
  home: { floor: 3, owner: { id: 9, scores: [] } },
  names: { de: 'König' },
};
const TEXT =
  '<pet id="7"><n:title xmlns:n="https://example.com/names">Rex &amp; Co</n:title>' +
  '<alive>true</alive><photos><photo>a</photo><photo>b</photo></photos><scores>1</scores>' +
  '<scores>2.5</scores><tags><tag lang="en">good</tag></tags><mate id="8"><photos></photos></mate>' +
  '<home><floor>3</floor><owner id="9"></owner></home><names><de>König</de></names></pet>';

test('a value goes there and back', async () => {
  const { client, sent } = echoing('application/xml');
  const contentType = 'application/xml';
  const pet = await client.pets.add({ wholeBody: PET, contentType, accept: contentType });
  assertType<Equal<typeof pet, XmlBodies.Pet>>();
  assert.deepEqual(sent, [`application/xml, application/xml: ${TEXT}`]);
  assert.deepEqual(pet, PET);
  assert.deepEqual(
    await client.pets.add({ wholeBody: TEXT, contentType, accept: contentType }),
    PET,
  );
});

test('JSON is what is preferred', async () => {
  const { client, sent } = echoing('application/json');
  assert.deepEqual(await client.pets.add({ id: 1 }), { id: 1 });
  assert.deepEqual(sent, ['application/json, application/json: {"id":1}']);
});

test('a list is what its root has in it', async () => {
  const pets = await answering('<pets><pet id="1"/><pet id="2"/></pets>').pets.list();
  assertType<Equal<typeof pets, XmlBodies.Pet[]>>();
  assert.deepEqual(
    pets.map(({ id }) => id),
    [1, 2],
  );
});

test('a document without a name of its own is called after its component', async () => {
  const { client, sent } = echoing('application/vnd.house+xml');
  await client.houses.replace({ body: { rooms: 2 } });
  assert.deepEqual(sent, ['text/xml, application/vnd.house+xml: <House><rooms>2</rooms></House>']);
});

test('what the document does not describe is text', async () => {
  const text = await answering('<house/>').houses.show();
  assertType<Equal<typeof text, string>>();
  assert.equal(text, '<house/>');
});

test('a body is of its type', () => {
  const { client } = echoing('application/xml');
  const never = (): unknown[] => [
    // @ts-expect-error -- a pet has an id
    client.pets.add({ wholeBody: {}, contentType: 'application/xml' }),
    // @ts-expect-error -- a number is no element
    client.houses.replace({ body: 1 }),
  ];
  assert(never);
});
