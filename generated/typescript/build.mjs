// Builds dist/esm and dist/cjs out of src, before the package is packed.
// With the TypeScript that is installed here (`npm install`), or else one that npx fetches.

import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));

function installed() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

function tsc(...options) {
  const found = installed();
  const [command, ...first] = found
    ? [process.execPath, found]
    : ['npx', '--yes', `--package=typescript@${devDependencies.typescript}`, 'tsc'];
  const shell = !found && process.platform === 'win32';
  execFileSync(command, [...first, ...options], { cwd: here, stdio: 'inherit', shell });
}

rmSync(`${here}dist`, { recursive: true, force: true });
tsc('--outDir', 'dist/esm');
writeFileSync(`${here}dist/esm/package.json`, '{ "type": "module" }\n');
tsc('--outDir', 'dist/cjs', '--module', 'Node16', '--moduleResolution', 'Node16');
// So that `require` gives the client's class, with all other exports as its members.
appendFileSync(
  `${here}dist/cjs/index.js`,
  'module.exports = Object.defineProperties(exports.default, Object.getOwnPropertyDescriptors(exports));\n',
);
