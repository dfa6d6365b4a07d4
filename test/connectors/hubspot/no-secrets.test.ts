import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { everyRead } from "./every-read.ts";
import { connectTo } from "./started-portal.ts";

const token = "pat-eu1-00000000-5ec2-4e70-9f3a-000000000001";
const person = "kim.secretive@client.example";
const reads = Object.values(everyRead);
const ids = { contact: "1", deal: "2", call: "3", campaign: "c", form: "f" };

/** A HubSpot that says back whatever it was sent, wherever an error of ours might take it from. */
async function startEcho(answer: { status: number; text: string }) {
  const server = createServer((request, response) => {
    const said = answer.text.replaceAll("<token>", request.headers.authorization ?? "none");
    response.writeHead(answer.status, { "retry-after": "1", location: "http://127.0.0.1:1/" }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("neither the token nor a person is in any error of any read, whatever HubSpot says back", async () => {
  const told = fc.constantFrom("<token>", token, person, "fine");
  const body = fc.oneof(
    fc
      .record({ status: told, message: told, category: told, policyName: told, correlationId: told })
      .map((one) => JSON.stringify(one)),
    told.map((text) => JSON.stringify({ errors: [{ context: { requiredGranularScopes: [text] } }] })),
    told.map((text) => JSON.stringify({ message: `requires one of [${text}]` })),
    told.map((text) => JSON.stringify({ results: [{ id: text, name: { first: text } }] })),
    told.map((text) => `<html>${text}</html>`),
    told.map((text) => `{"results": "${text}`),
  );
  const statuses = fc.constantFrom(200, 302, 400, 401, 403, 404, 409, 423, 429, 477, 500, 502, 530);
  await fc.assert(
    fc.asyncProperty(statuses, body, fc.constantFrom(...reads), async (status, text, { call }) => {
      const reader = connectTo(await startEcho({ status, text }), token);
      const outcome = await call(reader, ids).then(
        () => "answered",
        (error: unknown) => inspect(error, { depth: 10 }) + JSON.stringify(error),
      );
      for (const needle of [token, "5ec2", person]) expect(outcome).not.toContain(needle);
    }),
    { numRuns: 300 },
  );
});
