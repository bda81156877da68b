// Compiled by tsc: each line holds, and what is expected to be an error is one.

import Anthropic, { APIError, NotFoundError, type Uploadable } from '@anthropic-ai/sdk';
import type { BetaUserProfile } from '@anthropic-ai/sdk/resources/beta';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<T extends true>(_?: T): void {}

const client = new Anthropic({ apiKey: process.env['ANTHROPIC_API_KEY'] });
const { userProfiles } = client.beta;

assertType<Equal<Awaited<ReturnType<typeof userProfiles.create>>, BetaUserProfile>>();
assertType<Equal<Anthropic.Beta.BetaUserProfile, BetaUserProfile>>();
assertType<Equal<Anthropic.Beta.UserProfileCreateParams['external_id'], string | null | undefined>>();
assertType<Equal<BetaUserProfile['trust_grants'][string]['status'], 'active' | 'pending' | 'rejected'>>();
assertType<string extends Anthropic.AnthropicBeta ? true : false>();

void userProfiles.create();
void userProfiles.create(null, { timeout: 5, headers: { 'x-a': null } });
void userProfiles.create({ external_id: null, betas: ['anything-at-all'] });
void userProfiles.retrieve('x', { betas: ['user-profiles-2026-03-24'] }).asResponse();
const bare: Anthropic.Beta.UserProfiles = userProfiles;
const uploadable: Uploadable = ['name', new Uint8Array()];
void [bare, uploadable];

// @ts-expect-error -- one of three words
void userProfiles.create({ relationship: 'resolved' });
// @ts-expect-error -- a misspelt member
void userProfiles.create({ externalId: 'x' });
// @ts-expect-error -- no number
void userProfiles.create({ name: 1 });
// @ts-expect-error -- not undefined: it is left out, or null
void userProfiles.create({ name: undefined });
// @ts-expect-error -- a list, not one name
void userProfiles.retrieve('x', { betas: 'user-profiles-2026-03-24' });
// @ts-expect-error -- the id is missing
void userProfiles.retrieve();
// @ts-expect-error -- there is no such option
new Anthropic({ api_key: 'x' });
// @ts-expect-error -- it may be missing
void userProfiles.retrieve('x').then((profile) => profile.name.length);

export function statusOf(error: unknown): number | undefined {
  return error instanceof NotFoundError ? 404 : error instanceof APIError ? error.status : undefined;
}
