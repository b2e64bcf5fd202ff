// Holds the manifest against Microsoft's own schema of the version it names.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv-draft-04").default ?? require("ajv-draft-04");
const addFormats = require("ajv-formats").default ?? require("ajv-formats");
const manifest = JSON.parse(readFileSync(process.argv[2], "utf8"));
const path = require.resolve("@microsoft/app-manifest/package.json").replace(
  "package.json",
  `build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`,
);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));

if (!validate(manifest)) {
  for (const { instancePath, message, params } of validate.errors) {
    console.error(`${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
  process.exit(1);
}
