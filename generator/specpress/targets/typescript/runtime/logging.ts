/** From nothing to everything; each level includes those before it. */
export type LogLevel = 'off' | 'error' | 'warn' | 'info' | 'debug';

/** Anything with the four methods, such as `console`. */
export interface Logger {
  error(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  debug(message: string, ...details: unknown[]): void;
}

const LEVELS: readonly LogLevel[] = ['off', 'error', 'warn', 'info', 'debug'];
const SECRET = /auth|cookie|key|token|secret|password|signature/i;

export function isLogLevel(text: string | undefined): text is LogLevel {
  return (LEVELS as readonly (string | undefined)[]).includes(text);
}

/** Logs at a level what `entry` makes: a message and details. It is called only where the level is admitted. */
export type Log = (
  at: Exclude<LogLevel, 'off'>,
  entry: () => readonly [message: string, ...details: unknown[]],
) => void;

/** Logs to `logger` what `level` admits. */
export function logTo(logger: Logger, level: LogLevel): Log {
  const admitted = LEVELS.indexOf(level);
  return (at, entry) => {
    if (LEVELS.indexOf(at) <= admitted) logger[at](...entry());
  };
}

/** Whether a header or query parameter carries a credential, whoever set it; `wires` are those of the schemes. */
export function isSecret(name: string, wires: ReadonlySet<string>): boolean {
  return SECRET.test(name) || wires.has(name);
}

/** The headers without the values of credentials. */
export function redactHeaders(
  headers: Headers | Readonly<Record<string, string>>,
  wires: ReadonlySet<string>,
): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isSecret(name, wires) ? '***' : value]),
  );
}

/** The URL without user information and the values of credentials in its query. */
export function redactURL(text: string, wires: ReadonlySet<string>): string {
  const url = new URL(text);
  url.username = url.password = '';
  for (const name of [...url.searchParams.keys()]) {
    if (isSecret(name, wires)) url.searchParams.set(name, '***');
  }
  return url.href;
}
