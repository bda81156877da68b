/** What tests/cases/results gives back besides results: raw responses, and errors with their bodies. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Results, APIError, UnprocessableEntityError } from '../src/results/index.js';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<T extends true>(_?: T): void {}

function answering(body: unknown, init: ResponseInit): Results {
  const fetch = (): Promise<Response> => Promise.resolve(Response.json(body, init));
  return new Results({ apiKey: 'k', fetch, maxRetries: 0 });
}

test('a result comes with its response, whose headers can be read', async () => {
  const client = answering({ lines: ['a'] }, { headers: { 'x-rate': '5', 'request-id': 'r' } });
  const told = await client.reports.replaceReports().withResponse();
  assertType<Equal<typeof told.data, Results.Report | null>>();
  assertType<Equal<typeof told.response, Response>>();
  assertType<Equal<typeof told.request_id, string | null>>();
  assert.deepEqual(told.data, { lines: ['a'] });
  assert.deepEqual([told.response.headers.get('x-rate'), told.request_id], ['5', 'r']);
  const raw: Response = await client.reports.replaceReports().asResponse();
  assert.equal(await raw.text(), '{"lines":["a"]}');
});

test('an error has the body that the document describes', async () => {
  const client = answering({ title: 'no' }, { status: 422, headers: { 'x-request-id': 'r' } });
  await assert.rejects(client.reports.replaceReports(), (error) => {
    assert(error instanceof UnprocessableEntityError && error instanceof APIError);
    const problem = error.error as Results.Problem;
    assert.deepEqual([problem.title, error.status, error.requestID], ['no', 422, 'r']);
    assert.equal(error.headers?.get('x-request-id'), 'r');
    assertType<Equal<typeof error.error, unknown>>();
    return true;
  });
});
