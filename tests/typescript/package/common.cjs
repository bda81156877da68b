const Anthropic = require('@anthropic-ai/sdk');
const { APIError, default: named } = require('@anthropic-ai/sdk');

if (named !== Anthropic || typeof APIError !== 'function') throw new Error('not the class');
new Anthropic().beta.userProfiles.create().then((profile) => console.log(profile.id));
