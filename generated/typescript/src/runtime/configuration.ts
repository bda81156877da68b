/** What a client knows: the settings that a generated package prints, and the options that its user gives. */

import { ConfigurationError } from './errors.js';
import type { HeadersLike } from './headers.js';
import { isLogLevel, logTo, type Log, type Logger, type LogLevel } from './logging.js';
import type { Credentials, Scheme } from './security.js';
import { isGiven } from './styles.js';
import type { Fetch, FetchOptions } from './transport.js';

/** What all clients of one generated package have in common. */
export interface Settings {
  /** Name of the client class. */
  readonly client: string;
  readonly version: string;
  readonly servers: readonly Server[];
  readonly schemes: readonly Scheme[];
  /** Client option -> environment variable. */
  readonly environment: Readonly<Record<string, string>>;
  /** Header with one random key per call that is not GET, HEAD or OPTIONS; absent: none. */
  readonly idempotencyHeader?: string;
}

/** A base URL. `name` is what the option `environment` picks it by; `variables` say what fills its braces. */
export interface Server {
  readonly url: string;
  readonly name?: string;
  readonly variables?: Readonly<
    Record<string, { readonly option: string; readonly default: string }>
  >;
}

/** Options of every client, besides its credentials. */
export interface BaseClientOptions {
  /** Where the API is. */
  baseURL?: string | null | undefined;
  /** Milliseconds until an attempt is given up; 10 minutes where not given. */
  timeout?: number | undefined;
  /** How often a failed request is sent again; twice where not given. */
  maxRetries?: number | undefined;
  /** Headers of every request; `null` removes one that would be sent otherwise. */
  defaultHeaders?: HeadersLike | undefined;
  /** Query parameters of every request. */
  defaultQuery?: Readonly<Record<string, unknown>> | undefined;
  /** What sends the requests, in place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** Further options of `fetch`. */
  fetchOptions?: FetchOptions | undefined;
  /** Where to log; `console` where not given. */
  logger?: Logger | undefined;
  /** What to log; `warn` where not given. */
  logLevel?: LogLevel | undefined;
  /** Allows credentials in a web page, where every visitor can read them. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** What one client was given, environment variables included. */
export interface Configuration {
  readonly settings: Settings;
  /** Without a slash at its end. */
  readonly baseURL: string;
  /** Whether the user gave it: then it also stands in for the servers that single operations name. */
  readonly isBaseURLGiven: boolean;
  readonly credentials: Credentials;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly fetch: Fetch | undefined;
  readonly fetchOptions: FetchOptions | undefined;
  readonly log: Log;
  /** Headers and query parameters that carry its credentials. */
  readonly secrets: ReadonlySet<string>;
}

/** Completes what a user gave from environment variables and the settings. */
export function configure(settings: Settings, options: BaseClientOptions): Configuration {
  const { timeout = 600_000, maxRetries = 2, logger = console } = options;
  const given = options.baseURL ?? variable(settings, 'baseURL');
  const level = options.logLevel ?? variable(settings, 'logLevel');
  const credentials = credentialsOf(settings, options);
  if (isBrowser() && !options.dangerouslyAllowBrowser && Object.keys(credentials).length) {
    throw new ConfigurationError(
      'Credentials in a web page can be read by all of its visitors. ' +
        'If that is meant to be, pass `dangerouslyAllowBrowser: true`.',
    );
  }
  const agent = isBrowser() ? undefined : `${settings.client}/TypeScript ${settings.version}`;
  return {
    settings,
    baseURL: (given || serverURL(settings, options)).replace(/\/+$/, ''),
    isBaseURLGiven: !!given,
    credentials,
    timeout: checked('timeout', timeout),
    maxRetries: checked('maxRetries', maxRetries),
    headers: layered({ 'user-agent': agent }, options.defaultHeaders),
    query: options.defaultQuery ?? {},
    fetch: options.fetch,
    fetchOptions: options.fetchOptions,
    log: logTo(logger, isLogLevel(level) ? level : 'warn'),
    secrets: new Set(settings.schemes.map(({ wire }) => wire)),
  };
}

/** `options` changed by `changes`: headers are merged, and `null` unsets a credential. */
export function reconfigured<Options extends BaseClientOptions>(
  options: Options,
  changes: Partial<Options>,
): Options {
  const defaultHeaders = layered(options.defaultHeaders, changes.defaultHeaders);
  return { ...options, ...changes, defaultHeaders };
}

/** Throws a `RangeError` for what is no number from 0 on. */
export function checked(name: string, value: number): number {
  if (value >= 0) return value;
  throw new RangeError(`${name} must not be negative, but is ${value}`);
}

function credentialsOf(settings: Settings, options: BaseClientOptions): Credentials {
  const given = options as Readonly<Record<string, string | null | undefined>>;
  const names = settings.schemes.flatMap(({ credentials }) => credentials.flat());
  const entries = names.map((name) => {
    const value = given[name];
    return [name, value === undefined ? variable(settings, name) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value)) as Credentials;
}

function variable({ environment }: Settings, option: string): string | undefined {
  const name = environment[option];
  return name === undefined ? undefined : readEnv(name);
}

function serverURL(settings: Settings, options: BaseClientOptions): string {
  const given = options as Readonly<Record<string, string | null | undefined>>;
  const { environment } = given;
  const server = settings.servers.find(({ name }) => !environment || name === environment);
  if (!server && environment) {
    const names = settings.servers.flatMap(({ name }) => (name ? [`'${name}'`] : [])).join(', ');
    throw new ConfigurationError(
      `Unknown environment '${environment}': it is one of ${names || 'none'}.`,
    );
  }
  if (server) refuseForeign(settings, server, given);
  const url = server?.url.replace(/\{([^{}]+)\}/g, (braces, name: string) => {
    const { option, default: standard } = server.variables?.[name] ?? {
      option: name,
      default: braces,
    };
    return given[option] ?? standard;
  });
  if (url?.includes('://')) return url;
  const { baseURL } = settings.environment;
  const hint = baseURL ? ` or set the environment variable ${baseURL}` : '';
  throw new ConfigurationError(
    `${settings.client} needs a base URL: pass baseURL: 'https://...'${hint}.`,
  );
}

/** Throws where an option was given that fills the URLs of other servers only: it would change nothing. */
function refuseForeign(
  { servers }: Settings,
  server: Server,
  given: Readonly<Record<string, string | null | undefined>>,
): void {
  const own = optionsOf(server);
  const foreign = servers
    .flatMap((each) => [...optionsOf(each)])
    .find((option) => isGiven(given[option]) && !own.has(option));
  if (foreign === undefined) return;
  const names = servers.flatMap((each) =>
    each.name && optionsOf(each).has(foreign) ? [`'${each.name}'`] : [],
  );
  throw new ConfigurationError(
    `${foreign} is no part of ${server.url}: only the environment ${names.join(' or ')} has it.`,
  );
}

function optionsOf({ variables = {} }: Server): Set<string> {
  return new Set(Object.values(variables).map(({ option }) => option));
}

/** Layers of headers as one, with lower-case names; `null` stays, to remove what comes from elsewhere. */
function layered(...layers: readonly (HeadersLike | undefined)[]): Record<string, string | null> {
  const entries = layers.flatMap((layer) =>
    layer instanceof Headers ? [...layer] : Object.entries(layer ?? {}),
  );
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), value]),
  ) as Record<string, string | null>;
}

/** What differs between Node, Deno, Bun, workers and browsers. */
interface Surroundings {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly Deno?: { readonly env?: { get(name: string): string | undefined } };
  readonly document?: unknown;
  readonly window?: unknown;
}

const surroundings = globalThis as Surroundings;

/** Reads an environment variable; `undefined` where it is unset or blank, or where there is no environment. */
export function readEnv(name: string): string | undefined {
  try {
    const value = surroundings.process?.env
      ? surroundings.process.env[name]
      : surroundings.Deno?.env?.get(name);
    return value?.trim() || undefined;
  } catch {
    return undefined; // Deno without permission to read the environment
  }
}

/** Whether this is a web page, whose visitors can read every secret in it. */
export function isBrowser(): boolean {
  return surroundings.window !== undefined && surroundings.document !== undefined;
}
