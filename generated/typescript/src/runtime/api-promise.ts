import { requestIDOf } from './errors.js';
import type { Reply } from './operation.js';

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
