// Renders the texts that cards carry with a Markdown processor, in its plain form and with every extra switched on, and
// compares what a person then sees with what the author wrote.
// usage: node validate-texts.mjs <folder with foreign-texts.json and descriptions.json>
import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const processors = [new MarkdownIt(), new MarkdownIt({ html: true, linkify: true })];
const complaints = [];

// U+2068 and U+2069 are ours: they keep right-to-left words together.
const visible = (html) => html
  .replace(/<[^>]*>/g, "")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&")
  .replace(/[\u2068\u2069]/g, "")
  .trim();

const tags = (html) => [...html.matchAll(/<(\/?[a-z0-9]+)([^>]*)>/gi)].map(([whole, tag]) => ({ whole, tag }));

const texts = read("foreign-texts.json");

for (const { plain, markdown } of texts) {
  for (const processor of processors) {
    const html = processor.render(markdown);
    const strange = tags(html).filter(({ tag }) => !["p", "/p"].includes(tag));

    // A bare "name.com" or a mail address is no markup: a processor told to find such things will find them.
    const bare = processor.options.linkify && !/:\/\/|www\.|mailto:/i.test(plain);

    if (strange.length > 0 && !bare)
      complaints.push(`${JSON.stringify(plain)} becomes ${html}`);

    if (visible(html) !== plain)
      complaints.push(`${JSON.stringify(plain)} is shown as ${JSON.stringify(visible(html))}`);
  }

  if (/\{\{(DATE|TIME)\(/.test(markdown) || /<at>/i.test(markdown))
    complaints.push(`${JSON.stringify(plain)} keeps a function or a mention: ${markdown}`);
}

const allowed = /^<(\/?(p|strong|em|ul|ol|li|a)|a href="https?:\/\/[^"]+"|ol start="\d+")>$/;
const descriptions = read("descriptions.json");

for (const { html: source, markdown } of descriptions) {
  const html = processors[0].render(markdown ?? "");

  for (const { whole } of tags(html).filter(({ whole }) => !allowed.test(whole)))
    complaints.push(`${JSON.stringify(source)} leaves ${whole} in ${JSON.stringify(html)}`);

  if (/\*\*|(^|\s)_\S/.test(visible(html)) && !/\*\*|_/.test(source))
    complaints.push(`${JSON.stringify(source)} shows its marks: ${visible(html)}`);
}

console.log(complaints.join("\n"));
console.log(`${texts.length} texts, ${descriptions.length} descriptions, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 || texts.length === 0 || descriptions.length === 0 ? 1 : 0;
