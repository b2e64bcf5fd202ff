// Parses every card snapshot with Microsoft's own renderer: one line per complaint, exit code 1 when there is any.
// usage: node validate-cards.mjs <folder of snapshots>
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.min.js");

const maxBytes = 25_000;
const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
const complaints = [];

for (const name of names) {
  const { summary, card } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  const bytes = Buffer.byteLength(JSON.stringify(card), "utf8");
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();

  parsed.parse(card, context);

  for (let index = 0; index < context.eventCount; index++) {
    const { phase, message } = context.getEventAt(index);
    complaints.push(`${name}: phase ${phase}: ${message}`);
  }

  for (const { message } of parsed.validateProperties().validationEvents)
    complaints.push(`${name}: ${message}`);

  if (bytes > maxBytes)
    complaints.push(`${name}: ${bytes} bytes, more than ${maxBytes}`);

  if (typeof summary !== "string" || summary.length === 0)
    complaints.push(`${name}: no summary for the toast`);

  if (parsed.getItemCount() === 0)
    complaints.push(`${name}: nothing to show`);
}

console.log(complaints.join("\n"));
console.log(`${names.length} cards, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 || names.length === 0 ? 1 : 0;
