/** What differs between Node, Deno, Bun, workers and browsers, asked for without any import. */

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
