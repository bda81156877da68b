/**
 * Everything that a client throws by itself:
 *
 *     SDKError
 *     ├── ConfigurationError             a client that cannot work: no base URL, a secret in a browser
 *     │   └── MissingCredentialsError    a request needs credentials that were not configured
 *     ├── WebhookVerificationError       a webhook that cannot be trusted, or not read
 *     └── APIError                       a request was tried
 *         ├── APIUserAbortError          the caller's own `signal` aborted it
 *         ├── APIConnectionError         no complete response arrived
 *         │   └── APIConnectionTimeoutError
 *         ├── APIResponseValidationError the response is not what its content type says
 *         ├── BadRequestError 400 · AuthenticationError 401 · PermissionDeniedError 403 · NotFoundError 404
 *         ├── ConflictError 409 · RequestTooLargeError 413 · UnprocessableEntityError 422 · RateLimitError 429
 *         └── InternalServerError 5xx
 *             ├── ServiceUnavailableError 503 · DeadlineExceededError 504
 *             └── OverloadedError 529
 *
 * A mistake of the caller (an empty path parameter, an invalid header) is a `TypeError` or `RangeError`, thrown
 * before anything is sent.
 */
export class SDKError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The client is not configured well enough to do what was asked. */
export class ConfigurationError extends SDKError {}

/** A request needs credentials that the client does not have; the message says how to give them. */
export class MissingCredentialsError extends ConfigurationError {}

/** A webhook is not signed as it should be, or is no JSON. */
export class WebhookVerificationError extends SDKError {}

/** A request failed. */
export class APIError extends SDKError {
  /** Status code of the response; `undefined` where there was none. */
  readonly status: number | undefined;
  /** Headers of the response; `undefined` where there was none. */
  readonly headers: Headers | undefined;
  /** The response's body: parsed JSON, or else its text. */
  readonly error: unknown;
  /** The identifier that the server gave the request, for its support to find it by. */
  readonly requestID: string | null;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.status = details.status;
    this.headers = details.headers;
    this.error = details.error;
    this.requestID = requestIDOf(details.headers);
  }
}

/** What is known of a request that failed. */
export interface ErrorDetails {
  readonly status?: number;
  readonly headers?: Headers;
  readonly error?: unknown;
  readonly cause?: unknown;
}

/** Status 400. */
export class BadRequestError extends APIError {}
/** Status 401. */
export class AuthenticationError extends APIError {}
/** Status 403. */
export class PermissionDeniedError extends APIError {}
/** Status 404. */
export class NotFoundError extends APIError {}
/** Status 409. */
export class ConflictError extends APIError {}
/** Status 413. */
export class RequestTooLargeError extends APIError {}
/** Status 422. */
export class UnprocessableEntityError extends APIError {}
/** Status 429: too many requests. */
export class RateLimitError extends APIError {}

/** Status 500, or any above that has no class of its own. */
export class InternalServerError extends APIError {}
/** Status 503. */
export class ServiceUnavailableError extends InternalServerError {}
/** Status 504. */
export class DeadlineExceededError extends InternalServerError {}
/** Status 529: the API has more to do than it can. */
export class OverloadedError extends InternalServerError {}

/** The caller's own `signal` aborted the request. */
export class APIUserAbortError extends APIError {
  constructor(message = 'The request was aborted.') {
    super(message);
  }
}
/** No complete response arrived. */
export class APIConnectionError extends APIError {}
/** No complete response arrived in time. */
export class APIConnectionTimeoutError extends APIConnectionError {}
/** The response is not what its content type says. */
export class APIResponseValidationError extends APIError {}

const CLASSES: Readonly<Record<number, typeof APIError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: RequestTooLargeError,
  422: UnprocessableEntityError,
  429: RateLimitError,
  503: ServiceUnavailableError,
  504: DeadlineExceededError,
  529: OverloadedError,
};

/** The error for a response that is no success. `note` is added to its message. */
export function statusError(response: Response, body: string, note = ''): APIError {
  const { status, headers } = response;
  const error = parsed(body);
  const shown = error === undefined || error === '' ? '(no body)' : JSON.stringify(error);
  const Class = CLASSES[status] ?? (status >= 500 ? InternalServerError : APIError);
  return new Class(`${status} ${shown}${note}`, { status, headers, error });
}

export function requestIDOf(headers: Headers | undefined): string | null {
  return headers?.get('request-id') ?? headers?.get('x-request-id') ?? null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
