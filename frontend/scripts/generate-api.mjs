/**
 * Writes lib/api/schema.d.ts from the API's committed OpenAPI document.
 * With --check it writes nothing and fails when the file has drifted.
 */
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";

const source = new URL(process.env.OPENAPI_FILE ?? "../../backend/openapi.json", import.meta.url);
const target = new URL("../lib/api/schema.d.ts", import.meta.url);

const header = "// Generated from backend/openapi.json by `npm run generate:api`. Do not edit.\n\n";
const document = JSON.parse(await readFile(source, "utf8"));
const generated = header + astToString(await openapiTS(document));

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== generated) {
    console.error("lib/api/schema.d.ts has drifted; run `npm run generate:api` and commit it.");
    process.exit(1);
  }
} else {
  await writeFile(target, generated);
}
