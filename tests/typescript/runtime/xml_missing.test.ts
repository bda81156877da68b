/** A client without the package that reads XML. */

import assert from 'node:assert/strict';
import { register } from 'node:module';
import { test } from 'node:test';

import { ConfigurationError } from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import { xml, xmlBody } from '../../../generator/specpress/targets/typescript/runtime/xml.js';
import { calling, serving } from './server.js';

const HOOK = `export async function resolve(name, context, next) {
  if (name === '@xmldom/xmldom') throw new Error('there is none');
  return next(name, context);
}`;

test('XML can be written, and what reads it is asked for by name', async () => {
  register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
  await using server = await serving((response) => response.end('<a/>'));
  const operation = { method: 'PUT', body: xmlBody({ shape: {} }), result: xml({}) };
  await assert.rejects(calling(server, operation, { body: { a: 1 } }), (error) => {
    assert(error instanceof ConfigurationError);
    assert.match(error.message, /npm install @xmldom\/xmldom$/);
    return true;
  });
  assert.equal(server.asked[0]?.body, '<root><a>1</a></root>');
});
