import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';

import * as errors from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import {
  jsonLines,
  sse,
  type Stream,
} from '../../../generator/specpress/targets/typescript/runtime/streaming.js';
import { calling, serving, type Answer, type Loopback } from './server.js';

/** Sends a body in pieces, each once the one before has been sent off. */
function inPieces(pieces: readonly string[], isEnding = true): Answer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) {
      await new Promise((resolve) => response.write(piece, resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (isEnding) response.end();
  };
}

async function streaming(
  server: Loopback,
  options = {},
  result = sse<unknown>(),
): Promise<Stream<unknown>> {
  return (await calling(server, { result } as object, {}, options)) as Stream<unknown>;
}

async function all(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const BODY =
  ': hello\r\n\r\ndata: {"a":\r\ndata:1}\r\n\r\nevent: x\nid: 7\nretry: 9\ndata: 2\n\nnothing\n\ndata: "ü"\r\rdata: 3';

test('events, however the body is cut into pieces', async () => {
  for (const pieces of [[BODY], [...BODY], BODY.split(/(?<=\r)/), BODY.split(/(?=\n)/)]) {
    await using server = await serving(inPieces(pieces));
    assert.deepEqual(await all(await streaming(server)), [{ a: 1 }, 2, 'ü', 3]);
    assert.equal(server.asked[0]?.headers['accept'], 'text/event-stream');
  }
});

test('letters that are cut in two', async () => {
  const octets = Buffer.from('data: "ü"\n\n');
  await using server = await serving(async (response) => {
    response.writeHead(200);
    for (const octet of octets)
      await new Promise((resolve) => response.write(Buffer.of(octet), resolve));
    response.end();
  });
  assert.deepEqual(await all(await streaming(server)), ['ü']);
});

test('[DONE] ends a stream', async () => {
  await using server = await serving(inPieces(['data: 1\n\ndata: [DONE]\n\ndata: 2\n\n']));
  assert.deepEqual(await all(await streaming(server)), [1]);
});

test('an event called error is thrown', async () => {
  await using server = await serving(
    inPieces(['data: 1\n\nevent: error\ndata: {"type":"overloaded"}\n\n']),
  );
  const stream = await streaming(server);
  const iterator = stream[Symbol.asyncIterator]();
  assert.equal((await iterator.next()).value, 1);
  await assert.rejects(iterator.next(), (error) => {
    assert(error instanceof errors.APIError);
    assert.deepEqual(error.error, { type: 'overloaded' });
    return true;
  });
});

test('an event that is no JSON', async () => {
  await using server = await serving(inPieces(['data: {\n\n']));
  await assert.rejects(all(await streaming(server)), errors.APIResponseValidationError);
});

test('JSON lines', async () => {
  await using server = await serving(inPieces(['{"a":1}\n', '\n2\r', '\n"x"']));
  assert.deepEqual(await all(await streaming(server, {}, jsonLines())), [{ a: 1 }, 2, 'x']);
});

test('leaving the loop ends the transfer', async () => {
  const { signal } = new AbortController();
  let closed: Promise<void> | undefined;
  await using server = await serving((response, asked) => {
    closed = new Promise((resolve) => response.on('close', resolve));
    void (inPieces(['data: 1\n\n', 'data: 2\n\n'], false) as (...given: unknown[]) => void)(
      response,
      asked,
    );
  });
  const stream = await streaming(server, { signal });
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  for await (const item of stream) {
    assert.equal(item, 1);
    break;
  }
  await closed;
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('its controller ends a stream without an error, the signal of the caller with one', async () => {
  await using server = await serving(inPieces(['data: 1\n\n'], false));
  const own = await streaming(server);
  for await (const item of own) {
    assert.equal(item, 1);
    own.controller.abort();
  }
  const { signal, abort } = ((controller) => ({
    signal: controller.signal,
    abort: () => controller.abort(),
  }))(new AbortController());
  const theirs = await streaming(server, { signal });
  const reading = (async () => {
    for await (const item of theirs) if (item === 1) abort();
  })();
  await assert.rejects(reading, errors.APIUserAbortError);
});

test('silence for longer than the timeout ends a stream with an error', async () => {
  await using server = await serving(inPieces(['data: 1\n\n'], false));
  const reading = async (): Promise<unknown> =>
    all(await streaming(server, { timeout: 30, maxRetries: 0 }));
  await assert.rejects(reading, errors.APIConnectionTimeoutError);
});

test('an error before the stream is retried and thrown as usual', async () => {
  const busy: Answer = { status: 529, headers: { 'retry-after-ms': '0' } };
  await using server = await serving(busy, inPieces(['data: 1\n\n']));
  assert.deepEqual(await all(await streaming(server)), [1]);
});
