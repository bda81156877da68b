import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type APIError,
} from './errors.js';

/**
 * Watches over one attempt, from sending it to the last byte of its answer: aborts it after `timeout`
 * milliseconds or when the caller's own signal fires. `release` must be called at its end; from then on neither
 * a timer nor a listener on the caller's signal is left.
 */
export class Deadline {
  private controller: AbortController | undefined;
  private readonly caller: AbortSignal | null | undefined;
  private readonly timeout: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private expired = false;

  constructor(timeout: number, caller: AbortSignal | null | undefined) {
    this.timeout = timeout;
    this.caller = caller;
    caller?.addEventListener('abort', this.abort);
    if (caller?.aborted) this.abort();
    this.restart();
  }

  /** For `fetch`. Made when it is asked for: it costs more than all else that is done for a request. */
  get signal(): AbortSignal {
    return (this.controller ??= new AbortController()).signal;
  }

  /** Allows another `timeout` milliseconds: for bodies that come bit by bit. */
  restart(): void {
    clearTimeout(this.timer);
    if (this.timeout === Infinity) return;
    this.timer = setTimeout(this.expire, Math.min(this.timeout, 2 ** 31 - 1));
  }

  release(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.abort);
  }

  /** What became of the attempt, as an error of our own, when `error` ended it. */
  explain(error: unknown): APIError {
    if (this.caller?.aborted) return new APIUserAbortError();
    if (this.expired) {
      return new APIConnectionTimeoutError(`The request timed out after ${this.timeout} ms.`);
    }
    return new APIConnectionError('The connection failed.', { cause: error });
  }

  readonly abort = (): void => {
    (this.controller ??= new AbortController()).abort();
  };

  private readonly expire = (): void => {
    this.expired = true;
    this.release();
    this.abort();
  };
}

/** Waits `delay` milliseconds, or rejects as soon as the caller's signal fires. */
export function sleep(delay: number, caller: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
      reject(new APIUserAbortError());
    };
    const timer = setTimeout(() => {
      caller?.removeEventListener('abort', abort);
      resolve();
    }, delay);
    caller?.addEventListener('abort', abort);
    if (caller?.aborted) abort();
  });
}
