// Makes calls with generated TypeScript clients:
//
//   node drive.mjs CALLS OUTCOMES ADDRESS FOLDER...
//
// As drive.py does it. Runs in the folder that has esbuild among its modules.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const esbuild = createRequire(join(process.cwd(), "package.json"))("esbuild");
const [calls, outcomes, address, ...folders] = process.argv.slice(2);
const modules = new Map();
for (const folder of folders) modules.set(packageName(folder), await bundled(folder));
const results = [];
for (const call of JSON.parse(readFileSync(calls, "utf-8"))) results.push(await outcome(call));
writeFileSync(outcomes, JSON.stringify(results, null, 1));
// Node would wait for bodies that nobody reads.
process.exit(0);

async function outcome(call) {
  try {
    await make(call);
    return "";
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

async function make(call) {
  const options = Object.entries(call.options).map(([name, text]) => [
    name,
    text.replace("{address}", address),
  ]);
  const Client = modules.get(call.package)[call.client];
  let owner = new Client({ ...Object.fromEntries(options), maxRetries: 0 });
  const method = call.attributes.at(-1);
  for (const attribute of call.attributes.slice(0, -1)) owner = owner[attribute];
  const inputs = [...native(call.positional)];
  if (call.members) inputs.push(native(call.keywords));
  if (Object.keys(call.extra_body).length > 0) inputs.push({ body: native(call.extra_body) });
  const result = await owner[method](...inputs);
  if (typeof result === "object" && result !== null && Symbol.asyncIterator in result) {
    for await (const _ of result);
  }
}

/** A value of JavaScript from JSON with tags. */
function native(value) {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return octets(value.$bytes);
  if ("$file" in value) {
    const [name, data, type] = value.$file;
    return [name, octets(data), type];
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, native(item)]));
}

function octets(base64) {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/** The package in one file, since Node reads no TypeScript and cares for its file endings. */
async function bundled(folder) {
  const outfile = join(folder, "dist", "bundle.mjs");
  const entryPoints = [join(folder, "src", "index.ts")];
  await esbuild.build({ entryPoints, outfile, bundle: true, format: "esm", platform: "node" });
  return import(pathToFileURL(outfile).href);
}

function packageName(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf-8")).name;
}
