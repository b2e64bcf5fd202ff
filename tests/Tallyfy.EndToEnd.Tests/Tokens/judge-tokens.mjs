// Asks Microsoft's JavaScript connector, as its bots run it, what it makes of each request; the keys come from a server here.
// usage: node judge-tokens.mjs <file with appId, tenant, keys and rows>
// answers one line of JSON: the name of each row and null, or the reason of its refusal
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { AseChannelValidation, AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } =
  require("botframework-connector");

const { appId, tenant, keys, rows } = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.error = () => {}; // it prints the key of each failure

const server = createServer((request, response) => {
  const address = `http://127.0.0.1:${server.address().port}`;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(request.url === "/keys" ? keys : { jwks_uri: `${address}/keys` }));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const metadata = `http://127.0.0.1:${server.address().port}/openid`;
AseChannelValidation.init({ MicrosoftAppId: appId, MicrosoftAppTenantId: tenant });
AseChannelValidation.MetadataUrl = metadata;

// The constants of the public cloud, but for where the keys are.
const bot = BotFrameworkAuthenticationFactory.create(
  "", true, "https://login.microsoftonline.com/botframework.com", "https://api.botframework.com",
  "https://api.botframework.com", "https://api.botframework.com", metadata, metadata, "urn:botframework:azure",
  new PasswordServiceClientCredentialFactory(appId, "secret", tenant), new AuthenticationConfiguration());

const verdicts = {};

for (const { name, authorization, activity } of rows) {
  try {
    await bot.authenticateRequest(JSON.parse(activity), authorization);
    verdicts[name] = null;
  } catch (fault) {
    verdicts[name] = String(fault.message ?? fault);
  }
}

server.close();
console.log(JSON.stringify(verdicts));
