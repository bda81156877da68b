// Our TypeScript client beside the one on npm: node benchmarks/typescript.mjs [--rounds N]
//
// Each is installed by npm into a project of its own, below `.cache/benchmarks`. Each measurement is a process of
// its own; the two take turns, and the best of all rounds counts. The page is written to `typescript.md`; the
// program ends with 1 where a target is missed.
//
// `--quick PROJECT` measures what is installed in PROJECT, once, and prints the page: it shows that the benchmark
// works, and nothing else.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const CACHE = join(ROOT, '.cache/benchmarks/typescript');
const PAGE = join(HERE, 'typescript.md');
const TOOLS = join(ROOT, 'tests/typescript/node_modules');
const EXAMPLE = join(ROOT, 'tests/typescript/package/seed_example.txt');
const OTHER = '@anthropic-ai/sdk@0.102.0';
const ROWS = [
  { measure: 'import', title: 'import, ms', unit: 1000, target: 0.3 },
  { measure: 'require', title: 'require, ms', unit: 1000, target: 0.3 },
  { measure: 'overhead', title: 'a call, less the same `fetch` by itself, µs', unit: 1, target: 0.3 },
  { measure: 'call', title: 'a call, `fetch` included, µs', unit: 1 },
  { measure: 'bundle', title: 'bundle of the example, minified, KB', unit: 1024 },
  { measure: 'gzip', title: 'the same, gzip, KB', unit: 1024, target: 0.25 },
];
const LARGEST_BUNDLE = 12 * 1024;

function main() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '7' }, quick: { type: 'string' } },
  });
  if (values.quick) {
    const [found] = measured([values.quick], 1, 1);
    process.stdout.write(page(found, found, 1));
    return;
  }
  const [ours, other] = measured(
    [installed('ours', packed()), installed('other', OTHER)],
    Number(values.rounds),
    300,
  );
  const text = page(ours, other, values.rounds);
  process.stdout.write(text);
  writeFileSync(PAGE, text);
  const missed = ROWS.filter(({ measure, target }) => target && ours[measure] / other[measure] > target);
  for (const { title } of missed) console.error(`missed: ${title}`);
  if (missed.length || ours.gzip > LARGEST_BUNDLE) process.exitCode = 1;
}

/** Our package as npm packs it. */
function packed() {
  const folder = join(CACHE, 'package');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(ROOT, 'generated/typescript'), folder, { recursive: true });
  cpSync(join(TOOLS, 'typescript'), join(folder, 'node_modules/typescript'), { recursive: true });
  npm(folder, 'pack', '--offline');
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
}

/** An empty project with a package. */
function installed(name, requirement) {
  const folder = join(CACHE, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}\n');
  npm(folder, 'install', '--no-audit', '--no-fund', '--ignore-scripts', requirement);
  return folder;
}

function npm(cwd, ...options) {
  execFileSync('npm', options, { cwd, stdio: 'pipe' });
}

/** The best of all rounds, in which the projects take turns; CPU time in microseconds, sizes in bytes. */
function measured(projects, rounds, repeat) {
  const found = projects.map(bundled);
  for (const project of projects)
    copyFileSync(join(HERE, 'typescript_probe.mjs'), join(project, 'probe.mjs'));
  for (let round = 0; round < rounds; round++) {
    for (const measure of ['import', 'require', 'calls']) {
      for (const [index, cwd] of projects.entries()) {
        const told = execFileSync(process.execPath, ['probe.mjs', measure, String(repeat)], { cwd });
        const best = found[index];
        for (const [name, value] of Object.entries(JSON.parse(told)))
          best[name] = Math.min(value, best[name] ?? Infinity);
      }
    }
  }
  return found;
}

/** What a page would have to load for the example of the documentation. */
function bundled(project) {
  copyFileSync(EXAMPLE, join(project, 'example.mjs'));
  // The other one imports modules of Node, which no browser has: they are left out.
  const options = ['--bundle', '--minify', '--format=esm', '--platform=browser', '--external:node:*'];
  const code = execFileSync(join(TOOLS, '.bin/esbuild'), ['example.mjs', ...options], { cwd: project });
  return { bundle: code.length, gzip: gzipSync(code).length };
}

function page(ours, other, rounds) {
  const rows = ROWS.map(({ measure, title, unit, target = '' }) => {
    const cells = [ours, other].map((found) => (found[measure] / unit).toFixed(1));
    return `| ${[title, ...cells, (ours[measure] / other[measure]).toFixed(2), target].join(' | ')} |`;
  });
  const system = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform] ?? process.platform;
  return [
    '# Our TypeScript client beside the one on npm',
    '',
    `Made by \`make bench-typescript\`: Node ${process.versions.node} on ${system}, a project and a process of its own`,
    `for each, taking turns. CPU time; the best of ${rounds} rounds.`,
    '',
    `| | ours | \`${OTHER}\` | ratio | at most |`,
    '|---|---:|---:|---:|---:|',
    ...rows,
    '',
    'The fake `fetch` gives a `Response` of 16 octets and looks at what the real one looks at, the signal included.',
    'Bundles are made by esbuild for browsers out of the example of the documentation, modules of Node left out.',
    'Ours has two endpoints and at most 12 KB; the other one has all of its endpoints, however few are used.',
    '',
  ].join('\n');
}

main();
