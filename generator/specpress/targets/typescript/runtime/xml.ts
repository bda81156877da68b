/** Bodies of XML: values with the names of the document, written and read as its `xml` objects say. */

import { APIResponseValidationError, ConfigurationError } from './errors.js';
import type { Reply, RequestBody, Result } from './operation.js';
import { isGiven, isObject, plain } from './styles.js';

/** How a value is written (OpenAPI 3.2, XML Object). What is not stated follows from the value. */
export interface XmlShape {
  /** The name of its element or attribute; absent: that of the property, or of the list for its items. */
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  /** What it is, if not an element: an attribute or the text of the element around it. */
  readonly node?: 'attribute' | 'text';
  /** What text becomes that is no string; `any`: what it looks like, an object or a string. */
  readonly type?: 'number' | 'boolean' | 'any';
  /** The shape that this one is but for what is stated here. */
  readonly of?: () => XmlShape;
  /** The properties of an object. */
  readonly members?: Readonly<Record<string, XmlShape>>;
  /** All other properties of an object. */
  readonly values?: XmlShape;
  /** The items of an array. */
  readonly items?: XmlShape;
  /** Whether there is an element around the items. */
  readonly wrapped?: boolean;
}

const ANY: XmlShape = { type: 'any' };
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** A value as XML; text goes as it is. */
export function xmlBody({
  required = false,
  mediaType = 'application/xml',
  shape,
}: {
  readonly required?: boolean;
  readonly mediaType?: string;
  readonly shape: XmlShape;
}): RequestBody {
  const encode = (value: unknown): { content: string } => ({
    content: typeof value === 'string' ? value : written(value, shape, 'root'),
  });
  return { mediaType, required, encode };
}

/** A document of XML, read with the package `@xmldom/xmldom`; an empty body gives null. */
export function xml<T>(shape: XmlShape, mediaType = 'application/xml', status?: string): Result<T> {
  return {
    mediaType,
    ...(status && { status }),
    decode: async (reply) => {
      const text = reply.text ?? (await reply.response.text());
      return (text === '' ? null : read([await parsed(text, reply)], shape)) as T;
    },
  };
}

function written(value: unknown, given: XmlShape, inferred: string): string {
  const shape = whole(given);
  const { name = inferred, members = {} } = shape;
  if (Array.isArray(value)) {
    const { items = {}, wrapped } = shape;
    const inner = value.map((item) => written(item, items, name)).join('');
    return wrapped ? element(shape, name, '', inner) : inner;
  }
  if (value === null) return element(shape, name, ` xmlns:xsi="${INSTANCE}" xsi:nil="true"`, '');
  if (!isObject(value)) return element(shape, name, '', escaped(plain(value)));
  let attributes = '';
  let inner = '';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const member = whole((Object.hasOwn(members, key) ? members[key] : shape.values) ?? ANY);
    if (member.node === 'attribute') {
      if (isGiven(item))
        attributes += declared(member) + attribute(member, member.name ?? key, item);
    } else {
      inner += member.node === 'text' ? escaped(plain(item ?? '')) : written(item, member, key);
    }
  }
  return element(shape, name, attributes, inner);
}

function element(shape: XmlShape, name: string, attributes: string, inner: string): string {
  const tag = qualified(shape, name);
  return `<${tag}${declared(shape)}${attributes}>${inner}</${tag}>`;
}

function attribute(shape: XmlShape, name: string, value: unknown): string {
  return ` ${qualified(shape, name)}="${escaped(plain(value))}"`;
}

/** The declaration of a namespace; repeated where it holds already, which means nothing. */
function declared({ prefix, namespace }: XmlShape): string {
  if (!namespace) return '';
  return ` xmlns${prefix ? `:${prefix}` : ''}="${escaped(namespace)}"`;
}

function qualified({ prefix }: XmlShape, name: string): string {
  // Keys may be anybody's data: there is no way to escape what is no name (XML 1.0, 2.3).
  if (!/^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u.test(name)) throw unwritable(name);
  return prefix ? `${prefix}:${name}` : name;
}

/** Whatever would end an attribute or its element, and white space that readers would change. */
function escaped(text: string): string {
  // What XML cannot hold, escaped or not (XML 1.0, 2.2).
  if (/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(text)) throw unwritable(text);
  return text.replace(/[&<>"\t\r\n]/g, (char) => ENTITIES[char] ?? `&#${char.charCodeAt(0)};`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function unwritable(text: string): TypeError {
  return new TypeError(`XML cannot hold ${JSON.stringify(text)} here.`);
}

/** The value that elements of one name are. Prefixes tell nothing: a server may choose its own. */
function read(elements: readonly XmlElement[], given: XmlShape): unknown {
  const [first] = elements;
  const shape = whole(given);
  const { items, members, values, wrapped, type } = shape;
  // Nothing tells a list of no elements from none.
  if (items && !wrapped) return elements.map((item) => read([item], items));
  if (!first) return undefined;
  if (first.getAttributeNS(INSTANCE, 'nil') === 'true') return null;
  const children = childrenOf(first);
  if (items) return children.map((item) => read([item], items));
  if (type === 'any' && elements.length > 1) return elements.map((each) => read([each], shape));
  const attributes = Array.from(first.attributes).filter(({ namespaceURI }) => !namespaceURI);
  const isText = type === 'any' && children.length + attributes.length === 0;
  if (isText || !(members || values || type === 'any')) return leaf(first, shape);
  const value: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const [key, stated] of Object.entries(members ?? {})) {
    const member = whole(stated);
    const own = member.name ?? key;
    const name = member.items && !member.wrapped ? (whole(member.items).name ?? own) : own;
    known.add(name);
    const item =
      member.node === 'text'
        ? textOf(first, member)
        : member.node === 'attribute'
          ? attributeOf(first, name, member)
          : read(named(children, name), member);
    if (item !== undefined) define(value, key, item);
  }
  for (const { localName, value: text } of attributes) {
    if (!known.has(localName)) define(value, localName, text);
  }
  for (const { localName } of children) {
    if (known.has(localName)) continue;
    known.add(localName);
    define(value, localName, read(named(children, localName), values ?? ANY));
  }
  return value;
}

function named(elements: readonly XmlElement[], name: string): XmlElement[] {
  return elements.filter(({ localName }) => localName === name);
}

function attributeOf({ attributes }: XmlElement, name: string, shape: XmlShape): unknown {
  const found = Array.from(attributes).find(({ localName }) => localName === name);
  return found && leaf({ textContent: found.value }, shape);
}

/** The text of an element besides that of the elements in it. */
function textOf({ childNodes }: XmlElement, shape: XmlShape): unknown {
  const nodes = Array.from(childNodes).filter(({ nodeType }) => nodeType === 3 || nodeType === 4);
  const textContent = nodes.map(({ nodeValue }) => nodeValue).join('');
  return textContent.trim() ? leaf({ textContent }, shape) : undefined;
}

/** Text as what it says; what is not what it should be stays text. */
function leaf(
  { textContent }: { readonly textContent: string | null },
  { type }: XmlShape,
): unknown {
  const text = textContent ?? '';
  const word = text.trim();
  if (type === 'number' && word !== '' && !Number.isNaN(Number(word))) return Number(word);
  if (type === 'boolean' && /^(true|false|0|1)$/.test(word)) return word === 'true' || word === '1';
  return text;
}

/** Sets a property, whatever it is called (`__proto__`). */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** The shape with all that it has of others. */
function whole({ of, ...stated }: XmlShape): XmlShape {
  return of ? { ...whole(of()), ...stated } : stated;
}

function childrenOf({ childNodes }: XmlElement): XmlElement[] {
  return Array.from(childNodes).filter((node): node is ChildNode & Element => node.nodeType === 1);
}

/** The part of an element of the DOM that is read here. */
type XmlElement = Pick<
  Element,
  'localName' | 'attributes' | 'childNodes' | 'textContent' | 'getAttributeNS'
>;

async function parsed(text: string, { response: { status, headers } }: Reply): Promise<XmlElement> {
  const { DOMParser, onErrorStopParsing } = await peer();
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing });
    return parser.parseFromString(text, 'application/xml').documentElement;
  } catch (cause) {
    const details = { status, headers, error: text, cause };
    throw new APIResponseValidationError(`The ${status} response is not valid XML.`, details);
  }
}

/** What is used of the package that reads XML. */
interface Peer {
  readonly DOMParser: new (options: { readonly onError: unknown }) => {
    parseFromString(text: string, mediaType: string): { readonly documentElement: XmlElement };
  };
  readonly onErrorStopParsing: unknown;
}

/** That package. It is no dependency, nor are its types: most who use a client never see XML. */
async function peer(): Promise<Peer> {
  try {
    return (await import('@xmldom/xmldom' as string)) as Peer;
  } catch (cause) {
    const message = 'Reading XML takes a package of its own: npm install @xmldom/xmldom';
    throw new ConfigurationError(message, { cause });
  }
}
