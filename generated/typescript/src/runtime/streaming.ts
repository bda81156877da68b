/** Results that come bit by bit: server-sent events and JSON lines. */

import { APIError, APIResponseValidationError } from './errors.js';
import type { Reply, Result } from './operation.js';

/** Items as they arrive, for one `for await`. Leaving the loop or aborting `controller` ends the transfer. */
export class Stream<Item> implements AsyncIterable<Item> {
  /** Aborted, it ends the transfer. */
  readonly controller = new AbortController();
  private readonly items: AsyncGenerator<Item>;

  constructor(items: AsyncGenerator<Item>, abort: () => void) {
    this.items = items;
    this.controller.signal.addEventListener('abort', abort);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    try {
      yield* this.items;
    } catch (error) {
      if (!this.controller.signal.aborted) throw error; // whoever aborts knows that it ends
    }
  }
}

/** Server-sent events (WHATWG HTML, 9.2) whose data is JSON. An event called `error` is thrown as an `APIError`. */
export function sse<Item>(mediaType = 'text/event-stream', status?: string): Result<Stream<Item>> {
  return streamed(mediaType, status, async function* (reply) {
    for await (const { event, data } of eventsOf(reply)) {
      if (data === '[DONE]') return;
      const item = parsed(data, reply);
      if (event === 'error') {
        const { status, headers } = reply.response;
        throw new APIError(`The stream ended with an error: ${data}`, {
          status,
          headers,
          error: item,
        });
      }
      yield item as Item;
    }
  });
}

/** One JSON value a line. */
export function jsonLines<Item>(
  mediaType = 'application/jsonl',
  status?: string,
): Result<Stream<Item>> {
  return streamed(mediaType, status, async function* (reply) {
    for await (const line of linesOf(reply)) if (line.trim()) yield parsed(line, reply) as Item;
  });
}

function streamed<Item>(
  mediaType: string,
  status: string | undefined,
  items: (reply: Reply) => AsyncGenerator<Item>,
): Result<Stream<Item>> {
  return {
    mediaType,
    ...(status && { status }),
    streamed: true,
    decode: (reply) => new Stream(items(reply), reply.abort),
  };
}

async function* eventsOf(reply: Reply): AsyncGenerator<{ event: string; data: string }> {
  let event = '';
  let data: string[] = [];
  for await (const line of linesOf(reply)) {
    if (line === '') {
      if (data.length) yield { event, data: data.join('\n') };
      event = '';
      data = [];
      continue;
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
  }
}

/** The lines of a body; CR, LF and CRLF end one, wherever the body is cut into pieces. */
async function* linesOf({ response, text }: Reply): AsyncGenerator<string> {
  let rest = text ?? '';
  for await (const piece of text === undefined ? piecesOf(response) : []) {
    rest += piece;
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  const lines = rest.split(/\r\n|\n|\r/);
  yield* lines;
  if (lines.at(-1) !== '') yield ''; // a body that breaks off within an event
}

async function* piecesOf({ body }: Response): AsyncGenerator<string> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parsed(text: string, { response: { status, headers } }: Reply): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new APIResponseValidationError('An item of the stream is not valid JSON.', {
      status,
      headers,
      error: text,
      cause,
    });
  }
}
