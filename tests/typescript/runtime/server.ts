/** A server on loopback that remembers what it was asked, and a client by hand on the runtime. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { BaseClient } from '../../../generator/specpress/targets/typescript/runtime/client.js';
import type {
  BaseClientOptions,
  Settings,
} from '../../../generator/specpress/targets/typescript/runtime/configuration.js';
import type {
  Inputs,
  Operation,
} from '../../../generator/specpress/targets/typescript/runtime/operation.js';
import type { RequestOptions } from '../../../generator/specpress/targets/typescript/runtime/request.js';
import {
  apiKey,
  basic,
  bearer,
} from '../../../generator/specpress/targets/typescript/runtime/security.js';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer: JSON, or a function that writes it. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | ((response: ServerResponse, asked: Asked) => void);

export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly asked: Asked[];
}

/** Answers each request with the next of `answers`, the last one again and again. */
export async function serving(...answers: Answer[]): Promise<Loopback> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      respond(response, one, answers[Math.min(asked.length, answers.length) - 1] ?? {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function respond(response: ServerResponse, asked: Asked, answer: Answer): void {
  if (typeof answer === 'function') return answer(response, asked);
  const { status = 200, headers = {}, body = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The options of the client by hand: a key, a token, or user and password. */
export interface Options extends BaseClientOptions {
  apiKey?: string | null;
  authToken?: string | null;
  username?: string;
  password?: string;
  region?: string;
  environment?: string;
}

export const SETTINGS: Settings = {
  client: 'Pets',
  version: '1.2.3',
  servers: [
    { url: 'https://pets.invalid/v1/' },
    {
      url: 'https://{region}.pets.invalid',
      name: 'regional',
      variables: { region: { option: 'region', default: 'eu' } },
    },
  ],
  schemes: [
    apiKey('Key', 'header', 'X-Pets', 'apiKey'),
    apiKey('Query', 'query', 'pet key', 'apiKey'),
    apiKey('Cookie', 'cookie', 'pet', 'apiKey'),
    bearer('Token'),
    basic('Login'),
  ],
  environment: { apiKey: 'PETS_KEY', baseURL: 'PETS_BASE_URL', logLevel: 'PETS_LOG' },
  idempotencyHeader: 'Idempotency-Key',
};

export class Pets extends BaseClient<Options> {
  constructor(options: Options = {}) {
    super(SETTINGS, options);
  }
}

/** A client of a server, and a call of an operation with what differs from `GET /pets`. */
export function calling<T>(
  server: Loopback,
  operation: Partial<Operation<T>> = {},
  inputs: Inputs = {},
  options: RequestOptions = {},
  client: Options = {},
): ReturnType<Pets['_call']> {
  const pets = new Pets({ apiKey: 'secret', baseURL: server.url, ...client });
  const security = [['Key']];
  return pets._call({ method: 'GET', path: '/pets', security, ...operation }, inputs, options);
}
