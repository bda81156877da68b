import { APIConnectionError, APIError, APIResponseValidationError, statusError } from './errors.js';
import { encode } from './styles.js';
import { base64, type Credentials, type Holder, type Scheme } from './security.js';

interface Token {
  readonly text: string;
  /** Milliseconds since the epoch, shortly before the server forgets it. */
  readonly expires: number;
}

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4): a token is fetched, kept until it expires, and fetched
 * again. A token that the user gives as `option` is used as it is.
 */
export function clientCredentials(
  id: string,
  tokenURL: string,
  scopes: readonly string[] = [],
  options: { clientID?: string; clientSecret?: string; token?: string } = {},
): Scheme {
  const { clientID = 'clientID', clientSecret = 'clientSecret', token = 'authToken' } = options;
  const tokens = new WeakMap<Credentials, Promise<Token>>();

  async function current(client: Holder): Promise<Token> {
    const kept = tokens.get(client.credentials);
    const token = await kept?.catch(() => undefined);
    if (token && token.expires > Date.now()) return token;
    // Whoever was first has replaced it already.
    const newer = tokens.get(client.credentials);
    if (newer && newer !== kept) return newer;
    const fetched = fetchToken(client);
    tokens.set(client.credentials, fetched);
    return fetched;
  }

  async function fetchToken({ credentials, baseURL, fetch: send = fetch }: Holder): Promise<Token> {
    const user = encode(credentials[clientID] ?? '');
    const secret = encode(credentials[clientSecret] ?? '');
    const scope = scopes.length ? `&scope=${encode(scopes.join(' '))}` : '';
    const url = new URL(tokenURL, `${baseURL}/`).href;
    const headers = {
      accept: 'application/json',
      authorization: `Basic ${base64(`${user}:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = `grant_type=client_credentials${scope}`;
    try {
      const response = await send(url, { method: 'POST', headers, body, redirect: 'error' });
      const text = await response.text();
      return response.ok ? tokenOf(text) : raise(statusError(response, text));
    } catch (cause) {
      if (cause instanceof APIError) throw cause;
      throw new APIConnectionError('The token endpoint could not be reached.', { cause });
    }
  }

  return {
    id,
    wire: 'authorization',
    credentials: [[token], [clientID, clientSecret]],
    async place(client) {
      const text = client.credentials[token] ?? (await current(client)).text;
      return { header: { authorization: `Bearer ${text}` } };
    },
  };
}

function raise(error: APIError): never {
  throw error;
}

function tokenOf(text: string): Token {
  const { access_token, expires_in } = parsed(text);
  if (typeof access_token !== 'string') {
    throw new APIResponseValidationError('The token endpoint sent no access token.', {
      error: text,
    });
  }
  const seconds = typeof expires_in === 'number' ? expires_in : 3600;
  return { text: access_token, expires: Date.now() + Math.max(seconds - 60, seconds / 2) * 1000 };
}

function parsed(text: string): { access_token?: unknown; expires_in?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
