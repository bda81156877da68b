/** Which of the media types that a document describes one is. */

/**
 * The first of those whose media type describes another best (RFC 9110, sections 8.3.1 and 12.5.1): with the same
 * parameters, then without any, then with others, then as a range. The charset is how text is written and tells
 * nothing apart.
 */
export function closest<T extends { readonly mediaType: string }>(
  described: readonly T[],
  sent: string,
): T | undefined {
  let [best, found]: [number, T | undefined] = [0, undefined];
  for (const each of described) {
    const rank = rankOf(each.mediaType, sent);
    if (rank > best) [best, found] = [rank, each];
  }
  return found;
}

function rankOf(described: string, sent: string): number {
  const [kind, parameters] = parts(described);
  const [sentKind, sentParameters] = parts(sent);
  if (kind === sentKind) return parameters === sentParameters ? 5 : parameters ? 3 : 4;
  if (kind === '*/*') return 1;
  return kind.endsWith('/*') && sentKind.startsWith(kind.slice(0, -1)) ? 2 : 0;
}

function parts(mediaType: string): [kind: string, parameters: string] {
  const [kind = '', ...rest] = mediaType.split(';').map((part) => part.trim().toLowerCase());
  const parameters = rest.filter((part) => part && !part.startsWith('charset='));
  return [kind, parameters.sort().join(';')];
}
