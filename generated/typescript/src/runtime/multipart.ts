import { present, type Encoding } from './bodies.js';
import type { EncodedBody, RequestBody } from './operation.js';
import { isJSON, isObject, plain, queryPairs } from './styles.js';
import { fileOf, isUploadable } from './uploads.js';

interface Part {
  /** Absent: an item of a list, which is known by its position. */
  readonly name: string | undefined;
  readonly content: string | Blob;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A multipart body (RFC 7578). Files are known by their values; objects become JSON parts and arrays one part an
 * item; an array in place of the object is parts without names (RFC 2046). Written out here rather than by `FormData`, which cannot give a part a content type but no file name.
 */
export function multipartBody(
  options: {
    readonly required?: boolean;
    readonly mediaType?: string;
    readonly encodings?: Readonly<Record<string, Encoding>>;
  } = {},
): RequestBody {
  const { required = false, mediaType = 'multipart/form-data', encodings = {} } = options;
  return {
    mediaType,
    required,
    async encode(value) {
      const parts = Array.isArray(value)
        ? value.map((item) => partsOf(undefined, item))
        : present(value as object).map(([name, item]) => partsOf(name, item, encodings[name]));
      return assembled(mediaType, (await Promise.all(parts)).flat());
    },
  };
}

async function partsOf(
  name: string | undefined,
  value: unknown,
  encoding: Encoding = {},
): Promise<Part[]> {
  const { contentType = '', headers, ...styled } = encoding;
  const [firstType = ''] = contentType.split(',');
  if (isUploadable(value)) {
    const file = await fileOf(value);
    // A list or a range of media types leaves the choice to us; one alone does not.
    const stated = /[,*]/.test(contentType) ? '' : contentType;
    const type = file.type || stated || 'application/octet-stream';
    return [{ name, content: file, fileName: file.name, contentType: type, headers }];
  }
  if (styled.style && name !== undefined) {
    return queryPairs(name, value, { in: 'query', name, ...styled }).map((pair) => {
      const [key = '', text = ''] = pair.split('=').map(decodeURIComponent);
      return { name: key, content: text, headers };
    });
  }
  if (Array.isArray(value) && !isJSON(contentType)) {
    return (await Promise.all(value.map((item) => partsOf(name, item, encoding)))).flat();
  }
  if (isJSON(firstType)) {
    return [{ name, content: JSON.stringify(value), contentType: firstType, headers }];
  }
  const type = isObject(value) ? firstType || 'application/json' : firstType;
  return [{ name, content: plain(value), contentType: type, headers }];
}

function assembled(mediaType: string, parts: readonly Part[]): EncodedBody {
  const boundary = `form-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const pieces = parts.flatMap((part) => [
    `--${boundary}\r\n${head(part)}\r\n`,
    part.content,
    '\r\n',
  ]);
  return {
    content: new Blob([...pieces, `--${boundary}--\r\n`]),
    contentType: `${mediaType}; boundary=${boundary}`,
  };
}

function head({ name, fileName, contentType, headers = {} }: Part): string {
  const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
  const kind = name === undefined ? file && 'attachment' : `form-data; name="${quoted(name)}"`;
  const lines = kind ? [`Content-Disposition: ${kind}${file}`] : [];
  if (contentType) lines.push(`Content-Type: ${contentType}`);
  for (const [key, value] of Object.entries(headers)) lines.push(`${key}: ${value}`);
  return lines.map((line) => `${line.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
}

/** As browsers write it (WHATWG HTML, multipart/form-data encoding algorithm). */
function quoted(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
}
