/** Files and other octets that go into a request. */

import { streamOf } from './bodies.js';
import { closest } from './media-types.js';
import type { EncodedBody, RequestBody } from './operation.js';

/** The content of a file: what `fs.createReadStream`, `fetch` and file inputs give, or octets. */
export type FileContent =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | ResponseLike;

interface ResponseLike {
  readonly url: string;
  blob(): Promise<Blob>;
}

/** A file to upload: its content, or its name, content and media type. */
export type Uploadable = FileContent | readonly [name: string, content: FileContent, type?: string];

/** A file made of any content; its name and type are guessed where not given. */
export async function toFile(
  content: FileContent | Promise<FileContent>,
  name?: string,
  options?: { readonly type?: string },
): Promise<File> {
  const given = await content;
  const blob = await toBlob(given);
  return new File([blob], name ?? nameOf(given), { type: options?.type ?? blob.type });
}

/** Whether a value is a file, not data that would be sent as text or JSON. */
export function isUploadable(value: unknown): value is Uploadable {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return typeof value[0] === 'string' && isUploadable(value[1]);
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    Symbol.asyncIterator in value ||
    'blob' in value
  );
}

/** An upload as a file, its content read. */
export function fileOf(value: Uploadable): Promise<File> {
  if (value instanceof File) return Promise.resolve(value);
  if (!isTuple(value)) return toFile(value);
  const [name, content, type] = value;
  return toFile(content, name, type === undefined ? {} : { type });
}

/** A body of octets; `mediaType` may be a range. One that is read while it is sent cannot be sent again, hence not be retried. */
export function binaryBody(
  options: { readonly required?: boolean; readonly mediaType?: string } = {},
): RequestBody {
  const { required = false, mediaType = 'application/octet-stream' } = options;
  return {
    mediaType,
    required,
    async encode(value, stated = mediaType) {
      const content = await octetsOf(value);
      return stated.includes('*')
        ? { content, contentType: typeWithin(stated, value, content) }
        : { content };
    },
  };
}

/** A media type of a range: what a body says of itself, where that is one. */
function typeWithin(range: string, value: unknown, content: EncodedBody['content']): string {
  const stated: unknown = Array.isArray(value) ? value[2] : undefined;
  const own = stated ?? (content instanceof Blob ? content.type : '');
  const fits = typeof own === 'string' && own !== '' && closest([{ mediaType: range }], own);
  return fits ? own : 'application/octet-stream';
}

async function octetsOf(value: unknown): Promise<EncodedBody['content']> {
  if (typeof value === 'string' || value instanceof ReadableStream) return value;
  if (!isUploadable(value))
    throw new TypeError('Expected the octets of a body: a Blob, a buffer or a stream');
  const content = isTuple(value) ? value[1] : value;
  if (content instanceof Blob || content instanceof ArrayBuffer) return content;
  if (ArrayBuffer.isView(content)) return bytesOf(content);
  if (Symbol.asyncIterator in content) return streamOf(encoded(content));
  return toBlob(content);
}

async function toBlob(content: FileContent): Promise<Blob> {
  if (content instanceof Blob) return content;
  if ('blob' in content) return content.blob();
  if (content instanceof ArrayBuffer) return new Blob([content]);
  if (ArrayBuffer.isView(content)) return new Blob([bytesOf(content)]);
  return new Response(
    content instanceof ReadableStream ? content : streamOf(encoded(content)),
  ).blob();
}

async function* encoded(content: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of content)
    yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function isTuple(value: Uploadable): value is readonly [string, FileContent, string?] {
  return Array.isArray(value);
}

/** The last part of the file's name, path or URL. */
function nameOf(content: object): string {
  const { name, path, url } = content as { name?: unknown; path?: unknown; url?: unknown };
  const found = [name, path, url].find((text) => text && typeof text === 'string') as
    string | undefined;
  return found?.split(/[\\/]/).pop()?.split('?', 1)[0] || 'upload';
}
