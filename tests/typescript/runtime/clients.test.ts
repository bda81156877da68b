import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { BaseClient } from '../../../generator/specpress/targets/typescript/runtime/client.js';
import * as errors from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import { clientCredentials } from '../../../generator/specpress/targets/typescript/runtime/oauth.js';
import { calling, Pets, serving, SETTINGS, type Options } from './server.js';

const GET = { method: 'GET', path: '/pets' };

afterEach(() => {
  for (const name of ['PETS_KEY', 'PETS_BASE_URL', 'PETS_LOG']) delete process.env[name];
});

test('credentials where their scheme says', async () => {
  await using server = await serving();
  const login = { apiKey: 'k é', authToken: 't', username: 'u', password: 'pä' };
  for (const id of ['Key', 'Query', 'Cookie', 'Token', 'Login']) {
    const client = id === 'Key' ? { apiKey: 'k' } : login;
    await calling(server, { security: [[id]] }, {}, {}, client);
  }
  const [key, query, cookie, token, basic] = server.asked;
  assert.equal(key?.headers['x-pets'], 'k');
  assert.equal(query?.url, '/pets?pet%20key=k%20%C3%A9');
  assert.equal(cookie?.headers['cookie'], 'pet=k%20%C3%A9');
  assert.equal(token?.headers['authorization'], 'Bearer t');
  assert.equal(basic?.headers['authorization'], `Basic ${Buffer.from('u:pä').toString('base64')}`);
});

test('arguments take the place of credentials', async () => {
  await using server = await serving();
  const inputs = {
    query: { 'pet key': 'mine' },
    header: { 'X-Pets': 'mine' },
    cookie: { pet: 'mine' },
  };
  for (const apiKey of ['k', null]) {
    for (const id of ['Key', 'Query', 'Cookie']) {
      await calling(server, { security: [[id]] }, inputs, {}, { apiKey });
      const asked = server.asked.at(-1);
      assert.equal(asked?.url, '/pets?pet%20key=mine');
      assert.equal(asked.headers['x-pets'], 'mine');
      assert.equal(asked.headers['cookie'], 'pet=mine');
    }
  }
  await calling(
    server,
    { security: [['Key']] },
    { query: { 'X-Pets': 'other' } },
    {},
    { apiKey: 'k' },
  );
  assert.equal(server.asked.at(-1)?.headers['x-pets'], 'k');
});

test('alternatives by what is configured', async () => {
  await using server = await serving();
  const security = [['Key', 'Token'], ['Login'], []];
  const headers = async (client: Options): Promise<unknown[]> => {
    await calling(server, { security }, {}, {}, { apiKey: null, ...client });
    const { 'x-pets': key, authorization } = server.asked.at(-1)?.headers ?? {};
    return [key, authorization];
  };
  assert.deepEqual(await headers({ apiKey: 'k', authToken: 't' }), ['k', 'Bearer t']);
  assert.deepEqual(await headers({ apiKey: 'k', username: 'u' }), [undefined, 'Basic dTo=']);
  assert.deepEqual(await headers({ apiKey: 'k' }), [undefined, undefined]);
  await calling(server, {});
  await calling(server, { security: [] });
  assert.equal(server.asked.at(-1)?.headers['x-pets'], undefined);
});

test('missing credentials fail at the first request that needs them', async () => {
  await using server = await serving();
  const call = calling(server, { security: [['Key']] }, {}, {}, { apiKey: null });
  await assert.rejects(call, (error) => {
    assert(error instanceof errors.MissingCredentialsError && error instanceof errors.SDKError);
    assert.match(error.message, /apiKey.*PETS_KEY/);
    return true;
  });
  const headers = { 'X-PETS': 'mine' };
  await calling(server, { security: [['Key']] }, {}, { headers }, { apiKey: null });
  assert.equal(server.asked[0]?.headers['x-pets'], 'mine');
});

test('the environment stands in for options', async () => {
  await using server = await serving();
  Object.assign(process.env, { PETS_KEY: ' fromenv ', PETS_BASE_URL: server.url });
  const security = [['Key']];
  const sent = async (options: Options): Promise<unknown> => {
    await new Pets(options)._call({ ...GET, security });
    return server.asked.at(-1)?.headers['x-pets'];
  };
  assert.equal(await sent({}), 'fromenv');
  assert.equal(await sent({ apiKey: undefined as never }), 'fromenv');
  assert.equal(await sent({ apiKey: 'given' }), 'given');
  await assert.rejects(sent({ apiKey: null }), errors.MissingCredentialsError);
});

test('clients without an address cannot be', () => {
  const nowhere = { ...SETTINGS, servers: [{ url: '/v1' }] };
  class Nowhere extends BaseClient<Options> {
    constructor(options: Options = {}) {
      super(nowhere, options);
    }
  }
  assert.throws(() => new Nowhere(), {
    name: 'ConfigurationError',
    message: /baseURL.*PETS_BASE_URL/,
  });
  assert.equal(new Nowhere({ baseURL: 'https://x.invalid/' }).baseURL, 'https://x.invalid');
  assert.throws(() => new Pets({ environment: 'mars' }), { message: /'mars'.*'regional'/ });
});

test('an option for the URL of another server is refused, not ignored', () => {
  assert.equal(
    new Pets({ environment: 'regional', region: 'us' }).baseURL,
    'https://us.pets.invalid',
  );
  const message =
    "region is no part of https://pets.invalid/v1/: only the environment 'regional' has it.";
  assert.throws(() => new Pets({ region: 'us' }), { name: 'ConfigurationError', message });
  const regional = new Pets({ environment: 'regional', region: 'us' });
  assert.throws(() => regional.withOptions({ environment: '' }), { message });
  // What the address is given for, its parts say nothing of.
  assert.equal(
    new Pets({ region: 'us', baseURL: 'https://x.invalid' }).baseURL,
    'https://x.invalid',
  );
});

test('other options for the same client', async () => {
  await using server = await serving();
  const security = [['Key'], []];
  const client = new Pets({
    apiKey: 'k',
    baseURL: server.url,
    defaultHeaders: { 'X-A': '1', 'X-B': '1' },
  });
  const other = client.withOptions({
    defaultHeaders: { 'x-b': '2', 'user-agent': null },
    apiKey: null,
  });
  assert(other instanceof Pets);
  await other._call({ ...GET, security });
  const { headers } = server.asked[0] ?? assert.fail();
  assert.deepEqual([headers['x-a'], headers['x-b'], headers['x-pets']], ['1', '2', undefined]);
});

test('a web page is no place for secrets', () => {
  const page = { window: {}, document: {} };
  Object.assign(globalThis, page);
  try {
    assert.throws(() => new Pets({ apiKey: 'k' }), {
      name: 'ConfigurationError',
      message: /dangerouslyAllowBrowser/,
    });
    assert(new Pets({ apiKey: 'k', dangerouslyAllowBrowser: true }));
    assert(new Pets());
  } finally {
    for (const name of Object.keys(page)) delete (globalThis as Record<string, unknown>)[name];
  }
});

test('logs say what happens and no secret', async () => {
  await using server = await serving(
    { status: 503, headers: { 'retry-after-ms': '0' } },
    { headers: { 'set-cookie': 'hush' } },
  );
  const lines: string[] = [];
  const log = (...parts: unknown[]): void => void lines.push(JSON.stringify(parts));
  const logger = { error: log, warn: log, info: log, debug: log };
  process.env['PETS_LOG'] = 'debug';
  const options = {
    headers: { Authorization: 'hush', 'x-api-key': 'hush' },
    query: { access_token: 'hush', 'pet key': 'hush' },
  };
  await calling(server, {}, {}, options, {
    apiKey: 'hush',
    logger,
    defaultHeaders: { cookie: 'hush' },
  });
  const all = lines.join('\n');
  assert(!all.includes('hush'), all);
  for (const part of ['GET http', '503', 'again in 0 ms', ' 200', '"x-pets":"***"'])
    assert(all.includes(part), part);
  lines.length = 0;
  await calling(server, {}, {}, {}, { logger, logLevel: 'info' });
  assert.equal(lines.length, 1);
  await calling(server, {}, {}, {}, { logger, logLevel: 'off' });
  assert.equal(lines.length, 1);
});

test('client credentials: a token is fetched once and kept', async () => {
  await using tokens = await serving({ body: { access_token: 'tok', expires_in: 3600 } });
  await using server = await serving();
  const scheme = clientCredentials('OAuth', `${tokens.url}/token`, ['read', 'write']);
  const settings = { ...SETTINGS, schemes: [scheme] };
  class Client extends BaseClient<Options & { clientID?: string; clientSecret?: string }> {
    constructor(options: Options & { clientID?: string; clientSecret?: string }) {
      super(settings, options);
    }
  }
  const operation = { ...GET, security: [['OAuth']] };
  const client = new Client({ baseURL: server.url, clientID: 'i d', clientSecret: 's' });
  await Promise.all([client._call(operation), client._call(operation)]);
  await client._call(operation);
  assert.equal(tokens.asked.length, 1);
  const [{ headers, body }] = tokens.asked as [(typeof tokens.asked)[0]];
  assert.equal(headers['authorization'], `Basic ${Buffer.from('i%20d:s').toString('base64')}`);
  assert.equal(body, 'grant_type=client_credentials&scope=read%20write');
  assert.deepEqual(
    new Set(server.asked.map((asked) => asked.headers['authorization'])),
    new Set(['Bearer tok']),
  );

  const direct = new Client({ baseURL: server.url, authToken: 'mine' });
  await direct._call(operation);
  assert.equal(server.asked.at(-1)?.headers['authorization'], 'Bearer mine');
  await assert.rejects(
    new Client({ baseURL: server.url })._call(operation),
    errors.MissingCredentialsError,
  );
});

test('a token endpoint that refuses, or answers nonsense', async () => {
  await using server = await serving();
  const cases = [
    [{ status: 401, body: { error: 'invalid_client' } }, errors.AuthenticationError],
    [{ body: 'nonsense' }, errors.APIResponseValidationError],
  ] as const;
  for (const [answer, expected] of cases) {
    await using tokens = await serving(answer);
    const settings = { ...SETTINGS, schemes: [clientCredentials('OAuth', `${tokens.url}/token`)] };
    class Client extends BaseClient<object> {
      constructor() {
        super(settings, { baseURL: server.url, clientID: 'i', clientSecret: 's' } as object);
      }
    }
    await assert.rejects(new Client()._call({ ...GET, security: [['OAuth']] }), expected);
  }
  assert.equal(server.asked.length, 0);
});
