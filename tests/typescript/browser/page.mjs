// What the page does with the client; the names of what went well go to its server, or what did not.

import Anthropic, * as sdk from '@anthropic-ai/sdk';
import { sse } from '@anthropic-ai/sdk/runtime/streaming';

const { api, done } = Object.fromEntries(new URLSearchParams(globalThis.location.search));
const options = { apiKey: 'key', baseURL: api, dangerouslyAllowBrowser: true, maxRetries: 0 };
const client = new Anthropic(options);
const STREAM = { method: 'POST', path: '/stream', result: sse(), security: [['ApiKeyAuth']] };

const steps = {
  async 'a secret in a page is refused unless allowed'() {
    if (globalThis.document === undefined) return; // no page, nobody to keep secrets from
    await fails(
      'ConfigurationError',
      async () => new Anthropic({ ...options, dangerouslyAllowBrowser: false }),
    );
  },
  async create() {
    const { id, name } = await client.beta.userProfiles.create({ name: 'Ada' });
    equal([id, name], ['uprof_new', 'Ada']);
  },
  async retrieve() {
    const { data, request_id } = await client.beta.userProfiles.retrieve('uprof_1').withResponse();
    equal([data.id, request_id], ['uprof_1', 'req_1']);
  },
  async 'an error'() {
    const error = await fails('NotFoundError', () => client.beta.userProfiles.retrieve('missing'));
    equal([error.status, error.requestID, error.error], [404, 'req_1', { type: 'error' }]);
  },
  async 'a stream'() {
    const items = [];
    for await (const { n } of await client._call(STREAM)) items.push(n);
    equal(items, [1, 2, 3]);
  },
  async 'leaving a stream'() {
    for await (const { n } of await client._call(STREAM)) {
      equal(n, 1);
      break;
    }
  },
  async 'a timeout'() {
    const timeout = { timeout: 50 };
    await fails('APIConnectionTimeoutError', () => client.beta.userProfiles.retrieve('slow', null, timeout));
  },
  async 'an abort'() {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await fails('APIUserAbortError', () => client.beta.userProfiles.retrieve('slow', null, controller));
  },
};

async function fails(name, call) {
  try {
    await call();
  } catch (error) {
    if (error instanceof sdk[name]) return error;
    throw error;
  }
  throw new Error(`expected ${name}`);
}

function equal(found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

const outcomes = [];
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    outcomes.push({ name });
  } catch (error) {
    outcomes.push({ name, error: String(error?.stack ?? error) });
  }
}
await fetch(done, {
  method: 'POST',
  body: JSON.stringify({ agent: globalThis.navigator?.userAgent ?? 'without a browser', outcomes }),
});
