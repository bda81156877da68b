// Renders every description of the suite to OpenAPI, and writes what the mock server expects as data.
//
//   node prepare.mjs SUITE OUT VERSION
//
// SUITE: the folder with `node_modules`. VERSION: that of OpenAPI, `3.1`. OUT gets, for each description, a
// folder with `openapi.json` (one for each version of a versioned service), `paging.json` and `scenarios.json`; and
// `problems.json`: what could not be rendered, by description.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Stands for the server's own address in requests and responses that name it. */
const BASE_URL = "http://{baseUrl}";
const [suite, out] = process.argv.slice(2, 4).map((folder) => resolve(folder));
const version = process.argv[4];
const packages = join(suite, "node_modules", "@typespec");
const specs = join(packages, "http-specs", "specs");

guardExamples(join(packages, "openapi3", "dist", "src", "examples.js"));
const { compile, getPagingOperation, isList, NodeHost } = await load("compiler", "dist/src/index.js");
const { getAllHttpServices } = await load("http", "dist/src/index.js");
const { getOpenAPI3 } = await load("openapi3", "dist/src/index.js");
const { expandDyns } = await load("spec-api", "dist/index.js");

const problems = {};
for (const main of find(specs, "main.tsp")) {
  const name = dirname(main);
  mkdirSync(join(out, name), { recursive: true });
  writeJson(join(out, name, "scenarios.json"), await scenarios(name));
  const found = await render(name);
  if (found.length > 0) problems[name] = found;
}
writeJson(join(out, "problems.json"), problems);

/** Render one description, as far as OpenAPI can hold it; what it cannot hold, as lines. */
async function render(name) {
  const program = await compile(NodeHost, join(specs, name, "main.tsp"), { noEmit: true });
  const services = await getOpenAPI3(program, { "openapi-versions": [`${version}.0`] });
  const records = services.flatMap((service) => (service.versioned ? service.versions : [service]));
  for (const { version: of, document } of records) {
    writeJson(join(out, name, of === undefined ? "openapi.json" : `openapi.${of}.json`), document);
  }
  writeJson(join(out, name, "paging.json"), paging(program));
  return records.flatMap((record) => record.diagnostics.map((each) => each.message));
}

/** What OpenAPI cannot say of lists, as `pagination` of specpress.yaml: by operation. */
function paging(program) {
  const rules = {};
  for (const { path, verb, operation } of getAllHttpServices(program)[0].flatMap((one) => one.operations)) {
    const found = isList(program, operation) ? getPagingOperation(program, operation)[0] : undefined;
    if (!found) continue;
    const { pageItems, nextLink, continuationToken } = found.output;
    const place = (property) => property.path.map(({ name }) => name).join(".");
    const isBody = (property) =>
      !property.property.decorators.some((each) => each.definition?.name === "@header");
    const asked = found.input.continuationToken?.property;
    if (nextLink) {
      rules[`${verb.toUpperCase()} ${path}`] = {
        kind: "next-url",
        items: place(pageItems),
        next: place(nextLink),
      };
    } else if (continuationToken && isBody(continuationToken) && isBody({ property: asked })) {
      const request = { request: asked.name, next: place(continuationToken) };
      rules[`${verb.toUpperCase()} ${path}`] = { kind: "cursor", items: place(pageItems), ...request };
    }
  }
  return rules;
}

/** The scenarios of one description, without functions and with text for every body. */
async function scenarios(name) {
  const { Scenarios } = await load("http-specs", `dist/specs/${name}/mockapi.js`);
  return Object.entries(Scenarios).map(([id, { passCondition, code, keys, apis }]) => ({
    name: id,
    passes: passCondition,
    code,
    keys,
    calls: apis.map(({ uri, method, request = {}, response }) => ({
      uri,
      method,
      query: plain(request.query ?? {}),
      headers: plain(request.headers ?? {}),
      path: plain(request.pathParams ?? {}),
      body: body(request.body),
      response: {
        status: response.status,
        headers: plain(response.headers ?? {}),
        body: body(response.body),
      },
    })),
  }));
}

/** A body as JSON can hold it: `text`, or `base64` for bytes, or the parts and files of a multipart one. */
function body(value) {
  if (value === undefined) return null;
  const { contentType, rawContent } = value;
  if (value.kind === "multipart") {
    const files = (value.files ?? []).map(({ fieldname, originalname, buffer, mimetype }) => ({
      field: fieldname,
      name: originalname,
      contentType: mimetype,
      base64: buffer.toString("base64"),
    }));
    return { contentType, parts: plain(value.parts ?? {}), files };
  }
  if (Buffer.isBuffer(rawContent)) return { contentType, base64: rawContent.toString("base64") };
  const text = typeof rawContent === "object" ? rawContent.serialize({ baseUrl: BASE_URL }) : rawContent;
  return { contentType, text: text ?? "" };
}

function plain(value) {
  return expandDyns(value, { baseUrl: BASE_URL });
}

/** A parameter called `constructor` makes the emitter take a function for its examples, and fail. */
function guardExamples(path) {
  const text = readFileSync(path, "utf-8");
  const head = "function getExampleOrExamples(program, examples) {\n";
  const guard = "    if (!Array.isArray(examples)) return {};\n";
  if (!text.includes(head + guard)) writeFileSync(path, text.replace(head, head + guard));
}

function load(name, path) {
  return import(pathToFileURL(join(packages, name, path)).href);
}

function writeJson(path, value) {
  writeFileSync(path, JSON.stringify(value, null, 1) + "\n");
}

function find(folder, name) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(`/${name}`))
    .sort();
}
