import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { WebhookVerificationError } from '../../../generator/specpress/targets/typescript/runtime/errors.js';
import {
  verify,
  WebhookReceiver,
  type WebhookSigning,
} from '../../../generator/specpress/targets/typescript/runtime/webhooks.js';
import { Pets } from './server.js';

interface Case {
  readonly name: string;
  readonly signing: string;
  readonly payload: string;
  readonly key: string;
  readonly now: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly error?: string;
}

/** The cases of all languages; tests run in the folder above. */
const shared = JSON.parse(readFileSync('../behaviour/webhooks.json', 'utf-8')) as {
  readonly signings: Readonly<Record<string, WebhookSigning>>;
  readonly usual: Case;
  readonly cases: readonly Partial<Case>[];
};

for (const each of shared.cases) {
  test(`a signature: ${each.name}`, async () => {
    const { payload, key, signing, now, error } = { ...shared.usual, ...each };
    const fields = Object.entries({ ...shared.usual.headers, ...each.headers });
    const headers = Object.fromEntries(
      fields.filter((field): field is [string, string] => field[1] !== null),
    );
    const octets = new TextEncoder().encode(payload);
    for (const body of [payload, octets, Buffer.from(payload), octets.buffer]) {
      for (const given of [headers, new Headers(headers)]) {
        const verified = verify(body, given, key, shared.signings[signing], now);
        if (error === undefined) await verified;
        else await assert.rejects(verified, refused(error));
      }
    }
  });
}

const HUB: WebhookSigning = { ...shared.signings['hub'], variable: 'PETS_WEBHOOK_KEY' };

class Hooks extends WebhookReceiver<{ readonly status: string }> {
  protected override readonly _signing: WebhookSigning | null = HUB;
}

class UnsignedHooks extends WebhookReceiver<{ readonly status: string }> {
  protected override readonly _signing = null;
}

const hooks = new Hooks(new Pets());

function signed(body: string): Record<string, string> {
  const digest = createHmac('sha256', 'secret').update(body).digest('hex');
  return { 'x-hub-signature-256': `sha256=${digest}` };
}

function refused(message: string) {
  return (error: unknown): boolean =>
    error instanceof WebhookVerificationError && error.message.includes(message);
}

test('a webhook is verified and read as what it is', async () => {
  const body = '{"status": "active"}';
  const proof = { headers: signed(body), key: 'secret' };
  assert.equal((await hooks.unwrap(body, proof)).status, 'active');
  assert.equal((await hooks.unwrap(Buffer.from(body), proof)).status, 'active');
  await assert.rejects(hooks.unwrap(body, { ...proof, key: 'another' }), refused('does not match'));
  await assert.rejects(hooks.unwrap('{"status": "other"}', proof), refused('does not match'));
  assert.equal(hooks.unsafeUnwrap('{"status": "other"}').status, 'other');
});

test('headers as they are where a header came several times', async () => {
  const [name = '', right = ''] = Object.entries(signed('{}'))[0] ?? [];
  await hooks.unwrap('{}', { headers: { [name]: ['sha256=0', right] }, key: 'secret' });
  const missing = { headers: { [name]: [] }, key: 'secret' };
  await assert.rejects(hooks.unwrap('{}', missing), refused('no header'));
});

test('the key may come from the environment', async () => {
  const headers = signed('{}');
  const hint = refused('environment variable PETS_WEBHOOK_KEY');
  await assert.rejects(hooks.unwrap('{}', { headers }), hint);
  process.env['PETS_WEBHOOK_KEY'] = 'secret';
  try {
    assert.deepEqual(await hooks.unwrap('{}', { headers }), {});
  } finally {
    delete process.env['PETS_WEBHOOK_KEY'];
  }
});

test('webhooks that nobody signs need no key', async () => {
  const unsigned = new UnsignedHooks(new Pets());
  assert.equal((await unsigned.unwrap('{"status": "active"}', { headers: {} })).status, 'active');
});

test('a body that is no JSON', async () => {
  const proof = { headers: signed('nope'), key: 'secret' };
  await assert.rejects(hooks.unwrap('nope', proof), refused('cannot be read'));
  assert.throws(() => hooks.unsafeUnwrap(new Uint8Array([0x22, 0xff, 0x22])), refused('cannot be'));
});
