/** What tests/cases/webhooks and webhooks_alone receive. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, test } from 'node:test';

import { Webhooks, WebhookVerificationError } from '../src/webhooks/index.js';
import { WebhooksAlone } from '../src/webhooks_alone/index.js';

const VARIABLE = 'WEBHOOKS_WEBHOOK_KEY';
const BODY = '{"type":"removed","reason":"old"}';

afterEach(() => delete process.env[VARIABLE]);

function signed(key: string): Headers {
  const digest = createHmac('sha256', key).update(BODY).digest('hex');
  return new Headers({ 'X-Hub-Signature-256': `sha256=${digest}` });
}

test('a webhook is one of those that the document describes', async () => {
  const { webhooks } = new Webhooks();
  const event = await webhooks.unwrap(BODY, { headers: signed('k'), key: 'k' });
  const told: Webhooks.WebhookEvent = event;
  assert.equal(told, event);
  assert.equal(event.type === 'removed' ? event.reason : event.id, 'old');
  // @ts-expect-error -- an event of one kind has no members of the other
  assert.equal(event.type === 'added' && event.reason, false);
});

test('the key is a member or in the environment, and has to be right', async () => {
  const { webhooks } = new Webhooks();
  await assert.rejects(webhooks.unwrap(BODY, { headers: signed('k') }), WebhookVerificationError);
  process.env[VARIABLE] = 'k';
  await webhooks.unwrap(BODY, { headers: signed('k') });
  await assert.rejects(webhooks.unwrap(BODY, { headers: signed('x') }), WebhookVerificationError);
});

test('where nobody signs, reading is all', async () => {
  const { webhooks } = new WebhooksAlone();
  assert.deepEqual(await webhooks.unwrap('{"id":"1"}', { headers: {} }), { id: '1' });
  assert.equal(webhooks.unsafeUnwrap(new TextEncoder().encode('{"id":"1"}')).id, '1');
});
