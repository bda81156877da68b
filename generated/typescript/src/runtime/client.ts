import {
  checked,
  configure,
  reconfigured,
  type BaseClientOptions,
  type Configuration,
  type Settings,
} from './configuration.js';
import { MissingCredentialsError, requestIDOf } from './errors.js';
import type { Inputs, Operation, Reply } from './operation.js';
import { memoised, prepare, type Prepared } from './prepared.js';
import { complete, isChosen, isStated, plan, type Plan, type RequestOptions } from './request.js';
import { resultFor, resultsOf } from './responses.js';
import type { Scheme } from './security.js';
import { jsonBody } from './bodies.js';
import { send } from './transport.js';

/** What the client of every package is built on. */
export abstract class BaseClient<Options extends BaseClientOptions> {
  private readonly _options: Options;
  private readonly _configuration: Configuration;
  private readonly _prepared: (operation: Operation<unknown>) => Prepared<unknown>;

  constructor(settings: Settings, options: Options) {
    this._options = options;
    const configuration = configure(settings, options);
    this._configuration = configuration;
    this._prepared = memoised((operation) => prepare(configuration, operation));
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
    const prepared = this._prepared(operation);
    const request = plan(configuration, prepared, inputs, options);
    const timeout = checked('timeout', options.timeout ?? configuration.timeout);
    const maxRetries = checked('maxRetries', options.maxRetries ?? configuration.maxRetries);
    return async (isRaw) => {
      if (!request.isForeign) demandCredentials(configuration, prepared, request, options);
      const isStreamed = (response: Response): boolean =>
        isRaw || !!resultFor(prepared.results, response).streamed;
      const outgoing = await complete(configuration, prepared, request, options);
      return send(outgoing, configuration, {
        timeout,
        maxRetries,
        signal: options.signal,
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

/** What every resource is built on. */
export abstract class APIResource {
  protected readonly _client: BaseClient<BaseClientOptions>;

  constructor(client: BaseClient<BaseClientOptions>) {
    this._client = client;
  }
}

/** A result together with the response that it came in. */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: Response;
  readonly request_id: string | null;
}

/** The promise of a method's result, which gives the raw response as well. */
export class APIPromise<T> extends Promise<T> {
  private readonly reply: Promise<Reply>;
  private readonly decode: (reply: Reply) => T | Promise<T>;
  private result: Promise<T> | undefined;
  private raw = false;

  /**
   * @param send - sends the request; `raw` says that the body is to be left unread.
   * @param decode - makes the result of a successful response.
   */
  constructor(send: (raw: boolean) => Promise<Reply>, decode: (reply: Reply) => T | Promise<T>) {
    super(() => undefined); // never settled: everything that looks at it is overridden below
    // `raw` is known once the expression that made this promise has been evaluated to its end.
    this.reply = Promise.resolve().then(() => send(this.raw));
    this.decode = decode;
  }

  /** Promises that `then` makes are plain ones. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** The response as soon as its headers are there, the body unread. Errors and retries are handled all the same. */
  async asResponse(): Promise<Response> {
    this.raw = true;
    const { response, text } = await this.reply;
    if (text === undefined) return response;
    const { status, statusText, headers } = response;
    return new Response(text === '' ? null : text, { status, statusText, headers });
  }

  /** The result, the response (its body already read) and the request's identifier. */
  async withResponse(): Promise<WithResponse<T>> {
    const [data, { response }] = await Promise.all([this.decoded(), this.reply]);
    return { data, response, request_id: requestIDOf(response.headers) };
  }

  override then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.decoded().then(onfulfilled, onrejected);
  }

  override catch<A = never>(
    onrejected?: ((reason: unknown) => A | PromiseLike<A>) | null,
  ): Promise<T | A> {
    return this.decoded().catch(onrejected);
  }

  override finally(onfinally?: (() => void) | null): Promise<T> {
    return this.decoded().finally(onfinally);
  }

  /** This promise with its result turned into another. */
  protected decoded(): Promise<T> {
    return (this.result ??= this.reply.then(this.decode));
  }
}

/** Throws where an operation needs credentials and the client has none, nor the caller gave others in their place. */
function demandCredentials<T>(
  configuration: Configuration,
  { operation, alternatives, schemes }: Prepared<T>,
  request: Plan,
  options: RequestOptions,
): void {
  if (schemes || alternatives.length === 0) return;
  const needed = alternatives.flat();
  const isGiven = ({ wire }: Scheme): boolean =>
    isChosen(wire, configuration, options) || isStated(wire, request);
  if (needed.some(isGiven)) return;
  throw missing(operation, needed, configuration.settings);
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
