// Runs the behaviour cases that all languages share (tests/behaviour) and prints what came of each as JSON.
// Arguments: the URL of the scripted server, and a file with the cases.

import { readFileSync } from 'node:fs';
import Anthropic, { SDKError } from '@anthropic-ai/sdk';

const [url, file] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(file, 'utf8'));

const camel = (name) => name.replace(/_(id\b|.)/g, (_, rest) => (rest === 'id' ? 'ID' : rest.toUpperCase()));
const renamed = (options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [camel(name), name === 'timeout' ? value * 1000 : value]),
  );

function call({ client: given = {}, call: path, arguments: stated = {}, options = {} }) {
  const client = new Anthropic({ apiKey: 'test-key', baseURL: url, ...renamed(given) });
  const names = path.split('.').map(camel);
  const method = names.pop();
  const owner = names.reduce((value, name) => value[name], client);
  const { user_profile_id: id, ...params } = stated;
  const first = 'user_profile_id' in stated ? [id] : [];
  return owner[method](...first, params, renamed(options));
}

async function outcome(one) {
  try {
    const { data, request_id } = await call(one).withResponse();
    return { result: data, request_id };
  } catch (error) {
    const { status, requestID: request_id = null, error: body = null, message } = error;
    const kind = error instanceof SDKError ? error.constructor.name : error.name;
    return { error: kind, status, request_id, body, message };
  }
}

const outcomes = [];
for (const one of cases) {
  const responses = one.responses ?? [{ json: { id: 'ok' } }];
  await fetch(`${url}/-/script`, { method: 'POST', body: JSON.stringify(responses) });
  const came = await outcome(one);
  const requests = await (await fetch(`${url}/-/requests`)).json();
  outcomes.push({ ...came, requests });
}
console.log(JSON.stringify(outcomes));
