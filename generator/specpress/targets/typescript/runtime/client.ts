import { APIPromise } from './api-promise.js';
import {
  checked,
  configure,
  reconfigured,
  type BaseClientOptions,
  type Configuration,
  type Settings,
} from './configuration.js';
import { MissingCredentialsError } from './errors.js';
import type { Inputs, Operation, Reply } from './operation.js';
import { complete, plan, type Plan, type RequestOptions } from './request.js';
import { resultFor, resultsOf } from './responses.js';
import { isConfigured, type Placement, type Scheme } from './security.js';
import { jsonBody } from './bodies.js';
import { send } from './transport.js';

/** What the client of every package is built on. */
export abstract class BaseClient<Options extends BaseClientOptions> {
  private readonly _options: Options;
  private readonly _configuration: Configuration;

  constructor(settings: Settings, options: Options) {
    this._options = options;
    this._configuration = configure(settings, options);
  }

  /** Where requests go, without a slash at its end. */
  get baseURL(): string {
    return this._configuration.baseURL;
  }

  /** A client with the same options but for those given; headers are merged, and `null` unsets a credential. */
  withOptions(options: Partial<Options>): this {
    const Client = this.constructor as new (options: Options) => this;
    return new Client(reconfigured(this._options, options));
  }

  /** Requests what the document does not describe; `path` is relative to the base URL. */
  get<T>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._verb('GET', path, options);
  }

  /** Like `get`; the option `body` is sent as JSON. */
  post<T>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._verb('POST', path, options);
  }

  /** Like `post`. */
  put<T>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._verb('PUT', path, options);
  }

  /** Like `post`. */
  patch<T>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._verb('PATCH', path, options);
  }

  /** Like `post`. */
  delete<T>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._verb('DELETE', path, options);
  }

  /** Calls an operation: for resources. */
  _call<T>(operation: Operation<T>, inputs?: Inputs, options?: RequestOptions): APIPromise<T> {
    const results = resultsOf(operation);
    return new APIPromise(this._sender(operation, inputs, options), (reply) =>
      resultFor(results, reply.response).decode(reply),
    );
  }

  /** Checks what was given; the function returned sends it. `isRaw` leaves the body of the response unread. */
  _sender<T>(
    operation: Operation<T>,
    inputs: Inputs = {},
    options: RequestOptions = {},
  ): (isRaw: boolean) => Promise<Reply> {
    const configuration = this._configuration;
    const request = plan(configuration, operation, inputs, options);
    const results = resultsOf(operation);
    const policy = {
      ...configuration,
      fetch: configuration.fetch ?? fetch,
      timeout: checked('timeout', options.timeout ?? configuration.timeout),
      maxRetries: checked('maxRetries', options.maxRetries ?? configuration.maxRetries),
      signal: options.signal,
    };
    return async (isRaw) => {
      const isStreamed = (response: Response): boolean =>
        isRaw || !!resultFor(results, response).streamed;
      const credentials = await placements(configuration, operation, request);
      return send(await complete(request, credentials), {
        ...policy,
        isStreamed,
      });
    };
  }

  private _verb<T>(method: string, path: string, options: RequestOptions = {}): APIPromise<T> {
    const security = [...this._configuration.settings.schemes.map(({ id }) => [id]), []];
    const body = jsonBody();
    const operation: Operation<T> = {
      method,
      path: path.startsWith('/') ? path : `/${path}`,
      body,
      security,
    };
    return this._call(operation, {}, options);
  }
}

/** What the credentials add to a request: those of the first alternative that is configured. */
async function placements<T>(
  configuration: Configuration,
  operation: Operation<T>,
  { chosen, isForeign }: Plan,
): Promise<readonly Placement[]> {
  if (isForeign) return [];
  const { credentials, settings } = configuration;
  const { security = [] } = operation;
  const alternatives = security.map((ids) => settings.schemes.filter(({ id }) => ids.includes(id)));
  const usable = alternatives.filter((schemes) =>
    schemes.every((scheme) => isConfigured(scheme, credentials)),
  );
  const selected = usable.find((schemes) => schemes.length > 0) ?? usable[0];
  if (selected) return Promise.all(selected.map((scheme) => scheme.place(configuration)));
  const needed = alternatives.flat();
  if (needed.some(({ wire }) => chosen.has(wire)) || needed.length === 0) return [];
  throw missing(operation, needed, settings);
}

function missing<T>(
  { method, path }: Operation<T>,
  schemes: readonly Scheme[],
  { environment }: Settings,
): MissingCredentialsError {
  const ways = schemes
    .flatMap(({ credentials }) => credentials)
    .map((names) => names.join(' and '));
  const variables = schemes.flatMap(({ credentials }) =>
    credentials.flat().map((name) => environment[name]),
  );
  const hint = [...new Set(variables.filter(Boolean))].map((name) => `, or set ${name}`).join('');
  const options = [...new Set(ways)].join(', or ');
  return new MissingCredentialsError(
    `${method} ${path} needs credentials: pass ${options}${hint}.`,
  );
}
