/** Headers as a caller gives them: `null` removes one that was set before, `undefined` says nothing. */
export type HeadersLike = Headers | Readonly<Record<string, string | null | undefined>>;

/**
 * Merges layers of headers, a later one over an earlier one, whatever the case of their names (RFC 9110,
 * section 5.1), into one record with lower-case names.
 */
export function mergeHeaders(
  ...layers: readonly (HeadersLike | null | undefined)[]
): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const layer of layers) {
    if (!layer) continue;
    for (const [name, value] of layer instanceof Headers ? layer : Object.entries(layer)) {
      if (value === undefined) continue;
      if (value === null) delete merged[name.toLowerCase()];
      else merged[name.toLowerCase()] = value;
    }
  }
  return merged;
}

const IMPERSONAL: readonly string[] = ['accept', 'accept-language', 'range', 'user-agent'];

/** The headers (names in lower case) that tell nothing of the user: all that another origin may see. */
export function impersonal(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => IMPERSONAL.includes(name)));
}

/** Throws a `TypeError` for what no header may contain (RFC 9110, section 5.5), lest it look like a lost connection. */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value)) continue;
    throw new TypeError(
      `The header ${JSON.stringify(name)} cannot be sent: its name or value is not valid.`,
    );
  }
}
