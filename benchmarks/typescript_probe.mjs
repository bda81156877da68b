// One measurement of the package `@anthropic-ai/sdk` that is installed beside this file: import, require, calls.
// Prints JSON: CPU time in microseconds.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [measure, repeat] = process.argv.slice(2);

const load = {
  import: async () => (await import('@anthropic-ai/sdk')).default,
  require: async () => require('@anthropic-ai/sdk').default,
};

async function cpu(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Answers at once, having looked at what `fetch` would look at. */
async function fake(url, { method, headers, body, signal }) {
  if (!url || !method || !headers || signal.aborted) throw new TypeError(String(body));
  return new Response('{"id":"uprof_1"}', { headers: { 'content-type': 'application/json' } });
}

async function calls() {
  const Client = await load.import();
  const { userProfiles } = new Client({ apiKey: 'key', fetch: fake, maxRetries: 0 }).beta;
  const { signal } = new AbortController();
  const init = { method: 'GET', headers: {}, signal };
  const ways = {
    call: () => userProfiles.retrieve('uprof_1'),
    fetch: async () => JSON.parse(await (await fake('https://x.invalid', init)).text()),
  };
  const times = { call: [], fetch: [] };
  // They take turns, so that what else the machine does befalls both.
  for (let batch = 0; batch < 40; batch++) {
    for (const [name, way] of Object.entries(ways)) {
      times[name].push(
        await cpu(async () => {
          for (let i = 0; i < repeat; i++) await way();
        }),
      );
    }
  }
  const best = (name) => Math.min(...times[name]) / repeat;
  return { call: best('call'), fetch: best('fetch'), overhead: best('call') - best('fetch') };
}

console.log(JSON.stringify(measure === 'calls' ? await calls() : { [measure]: await cpu(load[measure]) }));
