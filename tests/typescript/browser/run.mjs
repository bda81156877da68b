// Runs our client in a page of headless Chromium, against a server of another origin: node browser/run.mjs
//
// The browser is `$CHROMIUM`, else the first of the usual names on the search path. `--here` runs the same bundle in
// this process, without a browser: it shows that the page and the servers work, and nothing else.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, '../../../generated/typescript/src');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const PATIENCE = 60_000;

async function main() {
  const isHere = process.argv.includes('--here');
  const browser = isHere ? undefined : found();
  if (!isHere && !browser) {
    console.error(
      'There is no Chromium here: install it (Debian: apt-get install chromium), or set CHROMIUM.',
    );
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  const [api, site] = [createServer(answer), createServer()];
  let child;
  try {
    const bundle = await bundled();
    const told = new Promise((resolve) => site.on('request', serve(bundle, resolve)));
    const [apiURL, siteURL] = await Promise.all([listening(api), listening(site)]);
    const search = new URLSearchParams({ api: apiURL, done: `${siteURL}/done` });
    if (browser) {
      const flags = [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`];
      child = spawn(browser, [...flags, `${siteURL}/?${search}`], { stdio: 'ignore' });
    } else {
      globalThis.location = { search: `?${search}` };
      writeFileSync(join(folder, 'page.mjs'), bundle);
      await import(pathToFileURL(join(folder, 'page.mjs')).href);
    }
    report(await Promise.race([told, late()]));
  } finally {
    if (child) await ended(child);
    for (const server of [api, site]) server.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function found() {
  if (process.env['CHROMIUM']) return process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

async function bundled() {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, 'page.mjs')],
    alias: { '@anthropic-ai/sdk': SOURCE },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0].text;
}

/** The site that the page comes from; it ends up with what the page tells. */
function serve(bundle, resolve) {
  return async (request, response) => {
    const { pathname } = new URL(request.url, 'http://x.invalid');
    if (pathname === '/done') resolve(JSON.parse(await textOf(request)));
    const isScript = pathname === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? bundle : '<!doctype html><script type="module" src="/page.js"></script>');
  };
}

/** The API, which is asked across origins: with a preflight, since its headers are its own. */
async function answer(request, response) {
  const { method, url, headers } = request;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'request-id');
  if (method === 'OPTIONS') {
    response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '');
    response.end();
    return;
  }
  const given = await textOf(request);
  const status = headers['x-api-key'] !== 'key' ? 401 : url.endsWith('/missing') ? 404 : 200;
  if (url.endsWith('/slow')) return; // never: the page gives up
  const isStream = url === '/stream';
  response.writeHead(status, {
    'content-type': isStream ? 'text/event-stream' : 'application/json',
    'request-id': 'req_1',
  });
  if (!isStream) {
    const profile = method === 'POST' ? { id: 'uprof_new', ...JSON.parse(given) } : { id: 'uprof_1' };
    response.end(JSON.stringify(status === 200 ? profile : { type: 'error' }));
    return;
  }
  for (const n of [1, 2, 3]) response.write(`data: {"n":${n}}\n\n`);
  response.end();
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function listening(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  );
}

/** Ends the browser, which writes to its folder until the last moment. */
async function ended(child) {
  const exit = child.exitCode === null && new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exit;
}

function late() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The page told nothing in time.')), PATIENCE).unref();
  });
}

function report({ agent, outcomes }) {
  console.log(agent);
  for (const { name, error } of outcomes) console.log(error ? `FAILED ${name}: ${error}` : `ok ${name}`);
  if (outcomes.some(({ error }) => error)) process.exitCode = 1;
}

await main();
