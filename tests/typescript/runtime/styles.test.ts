import assert from 'node:assert/strict';
import { test } from 'node:test';

import type {
  InHeader,
  InPath,
  InQuery,
} from '../../../generator/specpress/targets/typescript/runtime/operation.js';
import {
  cookiePairs,
  deepPairs,
  headerText,
  pathText,
  queryPairs,
} from '../../../generator/specpress/targets/typescript/runtime/styles.js';

const LIST = ['blue', 'black', 'brown'];
const OBJECT = { R: 100, G: 200, B: 150 };

// The table of OpenAPI 3.1, 4.8.12.4.
const PATHS: readonly [Omit<InPath, 'in' | 'name'>, unknown, string][] = [
  [{}, 'blue', 'blue'],
  [{}, LIST, 'blue,black,brown'],
  [{}, OBJECT, 'R,100,G,200,B,150'],
  [{ explode: true }, LIST, 'blue,black,brown'],
  [{ explode: true }, OBJECT, 'R=100,G=200,B=150'],
  [{ style: 'label' }, 'blue', '.blue'],
  [{ style: 'label' }, LIST, '.blue,black,brown'],
  [{ style: 'label' }, OBJECT, '.R,100,G,200,B,150'],
  [{ style: 'label', explode: true }, LIST, '.blue.black.brown'],
  [{ style: 'label', explode: true }, OBJECT, '.R=100.G=200.B=150'],
  [{ style: 'matrix' }, 'blue', ';color=blue'],
  [{ style: 'matrix' }, LIST, ';color=blue,black,brown'],
  [{ style: 'matrix' }, OBJECT, ';color=R,100,G,200,B,150'],
  [{ style: 'matrix', explode: true }, LIST, ';color=blue;color=black;color=brown'],
  [{ style: 'matrix', explode: true }, OBJECT, ';R=100;G=200;B=150'],
  [{ content: 'application/json' }, { a: 1 }, '%7B%22a%22%3A1%7D'],
  [{}, "a/b c'(!)*", 'a%2Fb%20c%27%28%21%29%2A'],
  [{}, 'ünï', '%C3%BCn%C3%AF'],
  [{ allowReserved: true }, 'a/b%20c%zz', 'a/b%20c%25zz'],
];

for (const [spec, value, expected] of PATHS) {
  test(`path ${JSON.stringify(spec)} of ${JSON.stringify(value)}`, () => {
    assert.equal(pathText('color', value, { in: 'path', name: 'color', ...spec }), expected);
  });
}

for (const value of ['', null, undefined, []]) {
  test(`path of ${JSON.stringify(value)} is refused`, () => {
    assert.throws(() => pathText('color', value), {
      name: 'TypeError',
      message: /non-empty value for `color`/,
    });
  });
}

const QUERIES: readonly [Omit<InQuery, 'in' | 'name'>, unknown, string][] = [
  [{}, 'blue', 'color=blue'],
  [{}, '', 'color='],
  [{ allowEmpty: true }, '', 'color'],
  [{}, null, ''],
  [{}, undefined, ''],
  [{}, [], ''],
  [{}, true, 'color=true'],
  [{}, 12n, 'color=12'],
  [{}, new Date(0), 'color=1970-01-01T00%3A00%3A00.000Z'],
  [{}, LIST, 'color=blue&color=black&color=brown'],
  [{}, OBJECT, 'R=100&G=200&B=150'],
  [{}, { a: undefined, b: null, c: 1 }, 'c=1'],
  [{ explode: false }, LIST, 'color=blue,black,brown'],
  [{ explode: false }, [], ''],
  [{ explode: false }, OBJECT, 'color=R,100,G,200,B,150'],
  [{ style: 'spaceDelimited', explode: false }, LIST, 'color=blue%20black%20brown'],
  [{ style: 'spaceDelimited', explode: false }, OBJECT, 'color=R%20100%20G%20200%20B%20150'],
  [{ style: 'pipeDelimited', explode: false }, LIST, 'color=blue%7Cblack%7Cbrown'],
  [{ style: 'pipeDelimited' }, LIST, 'color=blue&color=black&color=brown'],
  [{ style: 'deepObject' }, OBJECT, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  [{ style: 'deepObject' }, { a: { b: [1, 2] } }, 'color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2'],
  [{ content: 'application/json' }, { a: 1 }, 'color=%7B%22a%22%3A1%7D'],
  [{ allowReserved: true }, 'a/b?c=d&e#[f]', 'color=a/b?c=d&e%23%5Bf%5D'],
];

for (const [spec, value, expected] of QUERIES) {
  test(`query ${JSON.stringify(spec)} of ${String(value)}`, () => {
    const pairs = queryPairs('color', value, { in: 'query', name: 'color', ...spec });
    assert.equal(pairs.join('&'), expected);
  });
}

test('a query that no document describes', () => {
  assert.deepEqual(deepPairs('a', { b: [1, { c: 2 }], d: null }), [
    'a%5Bb%5D=1',
    'a%5Bb%5D%5Bc%5D=2',
  ]);
});

const HEADERS: readonly [Omit<InHeader, 'in' | 'name'>, unknown, string | undefined][] = [
  [{}, 'a, b', 'a, b'],
  [{}, ['a', 'b'], 'a,b'],
  [{}, OBJECT, 'R,100,G,200,B,150'],
  [{ explode: true }, OBJECT, 'R=100,G=200,B=150'],
  [{}, null, undefined],
  [{ fixed: 'x' }, undefined, 'x'],
  [{ array: true }, [], undefined],
  [{ array: true }, ['a', 'b', 'a'], 'a,b,a'],
  [{ always: ['z'] }, undefined, 'z'],
  [{ always: ['z'] }, null, 'z'],
  [{ always: ['z'] }, ['a', 'z', 'a'], 'a,z'],
  [{ content: 'application/json' }, { a: 1 }, '{"a":1}'],
  [
    { content: 'application/json' },
    { ü: '日本 😀\x7f' },
    '{"\\u00fc":"\\u65e5\\u672c \\ud83d\\ude00\\u007f"}',
  ],
  [{ content: 'text/plain' }, 'ü', 'ü'],
  [{ content: 'application/json', array: true }, ['a', 'b'], '["a","b"]'],
];

for (const [spec, value, expected] of HEADERS) {
  test(`header ${JSON.stringify(spec)} of ${JSON.stringify(value)}`, () => {
    assert.equal(headerText(value, { in: 'header', name: 'x', ...spec }), expected);
  });
}

test('a bare string for an array header is refused', () => {
  assert.throws(() => headerText('abc', { in: 'header', name: 'x', array: true }), {
    name: 'TypeError',
    message: "Expected an array for `x` but received 'abc'",
  });
});

test('cookies', () => {
  assert.deepEqual(cookiePairs('c', 'a b'), ['c=a%20b']);
  assert.deepEqual(cookiePairs('c', ['a', 'b']), ['c=a', 'c=b']);
  assert.deepEqual(cookiePairs('c', 'a b', { in: 'cookie', name: 'c', style: 'cookie' }), [
    'c=a b',
  ]);
  assert.deepEqual(cookiePairs('c', undefined), []);
});
