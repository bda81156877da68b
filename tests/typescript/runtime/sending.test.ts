import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';

import * as errors from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import {
  binary,
  empty,
  json,
  none,
  text,
} from '../../../generator/specpress/targets/typescript/runtime/responses.js';
import {
  backoff,
  isBearable,
  retryAfter,
} from '../../../generator/specpress/targets/typescript/runtime/timing.js';
import { calling, Pets, serving, type Answer } from './server.js';

const SOON = { 'retry-after-ms': '0' };

test('a result', async () => {
  await using server = await serving({ body: '\ufeff{"a":1}', headers: { 'request-id': 'req_1' } });
  assert.deepEqual(await calling(server), { a: 1 });
  const { data, response, request_id } = await calling(server).withResponse();
  assert.deepEqual([data, response.status, request_id], [{ a: 1 }, 200, 'req_1']);
  assert.equal(
    await calling(server)
      .finally(() => undefined)
      .then(() => 'then'),
    'then',
  );
});

test('the raw response is left unread', async () => {
  await using server = await serving({ body: { a: 1 } });
  const response = await calling(server).asResponse();
  assert.equal(response.bodyUsed, false);
  assert.equal(response.url, `${server.url}/pets`);
  assert.deepEqual(await response.json(), { a: 1 });
  const late = calling(server);
  assert.deepEqual(await late, { a: 1 });
  assert.deepEqual(await (await late.asResponse()).json(), { a: 1 });
});

test('kinds of result', async () => {
  await using server = await serving({ body: 'hi', headers: { 'content-type': 'text/plain' } });
  assert.equal(await calling(server, { result: text() }), 'hi');
  assert.equal(server.asked[0]?.headers['accept'], 'text/plain');
  assert.equal(await calling(server, { result: none() }), undefined);
  const file = await calling<Response>(server, { result: binary('image/png') });
  assert.equal(await (file as Response).text(), 'hi');
  const several = [binary('image/png'), text('text/plain')];
  assert.equal(await calling(server, { result: several as never }, { accept: 'text/plain' }), 'hi');
  assert.equal(server.asked.at(-1)?.headers['accept'], 'text/plain');
});

test('all media types are welcome that are read alike', async () => {
  const asked = async (...result: readonly unknown[]): Promise<unknown> => {
    await using server = await serving();
    const read: unknown = await calling(server, { result: result as never });
    if (read instanceof Response) await read.text();
    return server.asked[0]?.headers['accept'];
  };
  const [jpeg, png] = [binary('image/jpeg'), binary('image/png')];
  assert.equal(await asked(png, jpeg), 'image/png, image/jpeg');
  assert.equal(await asked(text(), text('text/csv')), 'text/plain, text/csv');
  assert.equal(await asked(jpeg, png, empty('204')), 'image/jpeg, image/png');
  assert.equal(await asked(jpeg, png, text('text/csv', '202')), 'image/jpeg, image/png, text/csv');
  assert.equal(await asked(jpeg, png, text()), 'image/jpeg');
  assert.equal(await asked(json(), json('text/x-json')), 'application/json');
});

test('the media type that describes it best says how a result is read', async () => {
  const results = [
    json('application/json; profile=v1'),
    text('application/json'),
    binary('image/*'),
  ] as never;
  for (const [sent, expected] of [
    ['application/json;Profile=V1; charset=utf-8', { a: 1 }],
    ['application/json', '{"a":1}'],
    ['unknown/type', { a: 1 }],
  ] as const) {
    await using server = await serving({ body: '{"a":1}', headers: { 'content-type': sent } });
    assert.deepEqual(await calling(server, { result: results }), expected);
  }
  await using server = await serving({ body: 'ab', headers: { 'content-type': 'image/png' } });
  const image = (await calling(server, { result: results })) as unknown as Response;
  assert.equal(await image.text(), 'ab');
});

test('an empty body is null', async () => {
  await using server = await serving({ status: 204, body: '' });
  assert.equal(await calling(server), null);
});

test('invalid JSON is an error of the tree', async () => {
  await using server = await serving({ body: '<html>' });
  await assert.rejects(calling(server), (error) => {
    assert(error instanceof errors.APIResponseValidationError && error instanceof errors.APIError);
    assert.deepEqual([error.status, error.error], [200, '<html>']);
    assert(error.cause instanceof SyntaxError);
    return true;
  });
});

const STATUSES: readonly [number, keyof typeof errors][] = [
  [302, 'APIError'],
  [400, 'BadRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [408, 'APIError'],
  [409, 'ConflictError'],
  [413, 'RequestTooLargeError'],
  [418, 'APIError'],
  [422, 'UnprocessableEntityError'],
  [429, 'RateLimitError'],
  [500, 'InternalServerError'],
  [503, 'ServiceUnavailableError'],
  [504, 'DeadlineExceededError'],
  [529, 'OverloadedError'],
  [599, 'InternalServerError'],
];

for (const [status, name] of STATUSES) {
  test(`${status} is a ${name}`, async () => {
    const body = { error: { message: 'no' } };
    await using server = await serving({ status, body, headers: { 'x-request-id': 'req_2' } });
    await assert.rejects(calling(server, {}, {}, { maxRetries: 0 }), (error) => {
      assert(error instanceof errors.APIError);
      assert.equal(error.constructor, errors[name]);
      assert.equal(error.name, name);
      assert.equal(error.message, `${status} {"error":{"message":"no"}}`);
      assert.deepEqual([error.status, error.error, error.requestID], [status, body, 'req_2']);
      assert(
        error.status !== undefined &&
          (error.status < 500 || error instanceof errors.InternalServerError),
      );
      return true;
    });
  });
}

test('an error without a JSON body', async () => {
  await using server = await serving({ status: 404, body: 'nope' });
  await assert.rejects(calling(server), { message: '404 "nope"', error: 'nope' });
});

for (const status of [408, 409, 429, 500, 503, 529]) {
  test(`${status} is tried again`, async () => {
    await using server = await serving(
      { status, headers: SOON },
      { status, headers: SOON },
      { body: { a: 1 } },
    );
    assert.deepEqual(await calling(server), { a: 1 });
    assert.equal(server.asked.length, 3);
  });
}

test('what the server says of retries has precedence', async () => {
  const no = { ...SOON, 'x-should-retry': 'false' };
  await using refusing = await serving({ status: 503, headers: no });
  await assert.rejects(calling(refusing), errors.ServiceUnavailableError);
  assert.equal(refusing.asked.length, 1);
  await using asking = await serving(
    { status: 400, headers: { ...SOON, 'x-should-retry': 'true' } },
    {},
  );
  await calling(asking);
  assert.equal(asking.asked.length, 2);
});

test('retries come to an end, and can be turned off', async () => {
  await using server = await serving({ status: 503, headers: SOON });
  await assert.rejects(calling(server), errors.ServiceUnavailableError);
  assert.equal(server.asked.length, 3);
  await assert.rejects(calling(server, {}, {}, { maxRetries: 0 }), errors.ServiceUnavailableError);
  assert.equal(server.asked.length, 4);
  assert.throws(() => new Pets({ maxRetries: -1 }), RangeError);
});

test('a longer wait than a minute is left to the caller', async () => {
  await using server = await serving({ status: 429, headers: { 'retry-after': '61' } });
  await assert.rejects(calling(server), { message: '429 {} (asks to be tried again in 61 s)' });
  assert.equal(server.asked.length, 1);
});

test('how long a server asks to wait', () => {
  const now = Date.UTC(2026, 0, 1);
  const asked = (headers: Record<string, string>): number | undefined =>
    retryAfter(new Headers(headers), now);
  assert.equal(asked({ 'retry-after': '2' }), 2000);
  assert.equal(asked({ 'retry-after': '0.5' }), 500);
  assert.equal(asked({ 'retry-after-ms': '7', 'retry-after': '2' }), 7);
  assert.equal(asked({ 'retry-after-ms': 'x', 'retry-after': '2' }), 2000);
  assert.equal(asked({ 'retry-after': new Date(now + 3000).toUTCString() }), 3000);
  const none = ['-5', 'soon', '', '0x10', 'Infinity', '1e3', new Date(now - 1000).toUTCString()];
  for (const text of none) assert.equal(asked({ 'retry-after': text }), undefined, text);
  assert.deepEqual([isBearable(60_000), isBearable(60_001)], [true, false]);
});

test('the delay grows to eight seconds, less up to a quarter', () => {
  const delays = (random: number): number[] =>
    [0, 1, 4, 9].map((retry) => backoff(retry, () => random));
  assert.deepEqual(delays(0), [500, 1000, 8000, 8000]);
  assert.deepEqual(delays(1), [375, 750, 6000, 6000]);
});

test('a lost connection is tried again, with its cause at the end', async () => {
  const cut: Answer = (response) => response.destroy();
  await using server = await serving(cut, { body: { a: 1 } });
  assert.deepEqual(await calling(server), { a: 1 });
  await using dead = await serving(cut);
  await assert.rejects(calling(dead, {}, {}, { maxRetries: 0 }), (error) => {
    assert(error instanceof errors.APIConnectionError && error.cause instanceof Error);
    return true;
  });
});

/** Sends headers and the first half of a body, never the rest. */
const half: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"a":');
};

test('the timeout covers headers and body', async () => {
  for (const answer of [() => undefined, half]) {
    await using server = await serving(answer);
    let attempts = 0;
    const counting = (url: string, init: RequestInit): Promise<Response> => {
      attempts += 1;
      return fetch(url, init);
    };
    const options = { timeout: 20, maxRetries: 1 };
    await assert.rejects(calling(server, {}, {}, options, { fetch: counting }), (error) => {
      assert(error instanceof errors.APIConnectionTimeoutError);
      assert(error instanceof errors.APIConnectionError);
      return true;
    });
    assert.equal(attempts, 2);
  }
});

test('a body that broke off is requested again', async () => {
  const broken: Answer = (response) => {
    response.writeHead(200, { 'content-length': '7' });
    response.write('{"a":', () => response.destroy());
  };
  await using server = await serving(broken, { body: { a: 1 } });
  assert.deepEqual(await calling(server), { a: 1 });
});

test('the timeout covers a raw body too', async () => {
  await using server = await serving(half);
  const reading = async (): Promise<string> =>
    (await calling(server, {}, {}, { timeout: 20, maxRetries: 0 }).asResponse()).text();
  await assert.rejects(reading, errors.APIConnectionTimeoutError);
});

test('the caller aborts: before, meanwhile, between attempts, within the body', async () => {
  const early = AbortSignal.abort();
  await using idle = await serving({});
  await assert.rejects(calling(idle, {}, {}, { signal: early }), errors.APIUserAbortError);
  assert.deepEqual([idle.asked.length, getEventListeners(early, 'abort').length], [0, 0]);

  const controller = { current: new AbortController() };
  const abort = (): void => controller.current.abort();
  const waiting: Answer = (response) => {
    response.writeHead(503, { 'retry-after': '30' });
    response.end('{}', () => setTimeout(abort, 10));
  };
  const within: Answer = (response) => {
    response.writeHead(200);
    response.write('{"a":', () => setTimeout(abort, 10));
  };
  for (const answer of [abort, waiting, within]) {
    controller.current = new AbortController();
    const { signal } = controller.current;
    await using server = await serving(answer);
    await assert.rejects(calling(server, {}, {}, { signal }), errors.APIUserAbortError);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.equal(server.asked.length, 1);
  }
});

test('a signal that is looked at late has been aborted all the same', async () => {
  const controller = new AbortController();
  const late = async (_: string, init: RequestInit): Promise<Response> => {
    controller.abort();
    assert.equal(init.signal?.aborted, true);
    throw init.signal.reason;
  };
  const call = new Pets({ fetch: late })._call({ method: 'GET', path: '/' }, {}, controller);
  await assert.rejects(call, errors.APIUserAbortError);
});

test('no listener is left on the signal of the caller', async () => {
  await using server = await serving({ status: 503, headers: SOON }, { body: { a: 1 } });
  const { signal } = new AbortController();
  const left = (): number => getEventListeners(signal, 'abort').length;
  await calling(server, {}, {}, { signal });
  assert.equal(left(), 0);
  const response = await calling(server, {}, {}, { signal }).asResponse();
  assert.equal(left(), 1);
  await response.text();
  assert.equal(left(), 0);
  const cancelled = await calling(server, {}, {}, { signal }).asResponse();
  await cancelled.body?.cancel();
  assert.equal(left(), 0);
});

test('a body that is read while it is sent is not sent twice', async () => {
  const { binaryBody } =
    await import('../../../generator/specpress/targets/typescript/runtime/uploads.js');
  await using server = await serving({ status: 503, headers: SOON });
  const body = new Response('ab').body;
  await assert.rejects(
    calling(server, { method: 'PUT', body: binaryBody() }, { body }),
    errors.ServiceUnavailableError,
  );
  assert.equal(server.asked.length, 1);
});

test('redirects: GET anywhere, others within the origin and only where their body goes along', async () => {
  await using other = await serving({ body: { other: true } });
  const to = (status: number, location: string): Answer => ({ status, headers: { location } });
  const { jsonBody } =
    await import('../../../generator/specpress/targets/typescript/runtime/bodies.js');
  const post = { method: 'POST', body: jsonBody() };

  await using same = await serving(to(301, '/moved?x=1'), {});
  await calling(same);
  assert.deepEqual(
    [same.asked[1]?.url, same.asked[1]?.headers['x-pets']],
    ['/moved?x=1', 'secret'],
  );

  await using away = await serving(to(302, `${other.url}/there`));
  const headers = { cookie: 'c=1', authorization: 'a', 'x-plain': 'p' };
  assert.deepEqual(await calling(away, {}, {}, { headers }), { other: true });
  const [seen] = other.asked;
  for (const name of ['x-pets', 'cookie', 'authorization', 'x-plain'])
    assert.equal(seen?.headers[name], undefined, name);
  assert.equal(seen?.headers['accept'], 'application/json');

  await using moved = await serving(to(307, '/moved'), {});
  await calling(moved, post, { body: { a: 1 } });
  assert.deepEqual([moved.asked[1]?.method, moved.asked[1]?.body], ['POST', '{"a":1}']);

  for (const [status, location] of [
    [307, other.url],
    [302, '/moved'],
    [307, 'http://[::1'],
  ] as const) {
    await using server = await serving(to(status, location), {});
    const message = `${status} {} (a redirect to '${location}' that is not followed)`;
    await assert.rejects(calling(server, post, { body: { a: 1 } }), { status, message });
  }
  assert.equal(other.asked.length, 1);

  await using endless = await serving(to(302, '/again'));
  await assert.rejects(calling(endless), { status: 302 });
  assert.equal(endless.asked.length, 11);
});

test('further options of fetch are handed on', async () => {
  const seen: RequestInit[] = [];
  const fetch = (_: string, init: RequestInit): Promise<Response> => {
    seen.push(init);
    return Promise.resolve(new Response('{}'));
  };
  const pets = new Pets({ fetch, fetchOptions: { keepalive: true, dispatcher: 'd' } });
  await pets._call({ method: 'GET', path: '/' });
  assert.deepEqual(
    [seen[0]?.keepalive, (seen[0] as Record<string, unknown>)['dispatcher']],
    [true, 'd'],
  );
});
