import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { HubSpotOutage } from "../../../connectors/hubspot/errors.ts";
import { fetchText } from "../../../connectors/hubspot/fetch-text.ts";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(listener: RequestListener, body?: string, timeoutMs = 30_000) {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/crm/objects?after=a-secret`);
  return fetchText("GET /crm/objects", url, {
    method: body === undefined ? "GET" : "POST",
    headers: {},
    body,
    timeoutMs,
  });
}

const endless = Buffer.alloc(4 * 1024 * 1024, " ");
const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
const text = JSON.stringify({ name: "Grüße 👋".repeat(20_000) });

test.each([
  ["plain", {}, Buffer.from(text)],
  ["packed", { "content-encoding": "gzip" }, gzipSync(text)],
])("a long answer, %s, is read whole", async (_, headers, bytes) => {
  const answer = await ask((_request, response) => {
    response.writeHead(207, headers);
    for (let start = 0; start < bytes.length; start += 997) response.write(bytes.subarray(start, start + 997));
    response.end();
  });
  expect(answer.status).toBe(207);
  expect(answer.text === text).toBe(true);
});

test("it asks for packed answers and sends what it was given", async () => {
  const answer = await ask((request, response) => {
    request.setEncoding("utf8").once("data", (sent) => {
      response.end(`${request.headers["accept-encoding"]} ${request.headers["content-length"]} ${sent}`);
    });
  }, '{"a":"ü"}');
  expect(answer.text).toBe('gzip 10 {"a":"ü"}');
});

test.each<readonly [string, RegExp, RequestListener]>([
  [
    "a packed answer that ends too early",
    /the connection failed \(Z_BUF_ERROR\)/,
    (_, response) => response.setHeader("content-encoding", "gzip").end(gzipSync(text).subarray(0, -20)),
  ],
  [
    "an answer that breaks off",
    /the connection failed \(ECONNRESET\)/,
    (_, response) => {
      response.writeHead(200, { "content-length": 100 }).write("{");
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    "an answer that does not end",
    /the answer is larger than 64 MB/,
    (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(endless));
      };
      response.on("drain", more);
      more();
    },
  ],
  [
    "a small packed answer that is a large one",
    /the answer is larger than 64 MB/,
    (_, response) => response.setHeader("content-encoding", "gzip").end(bomb),
  ],
  ["nothing for too long", /it took too long/, () => undefined],
  ["half of an answer, and then nothing", /it took too long/, (_, response) => void response.writeHead(200).write("{")],
  [
    "somewhere else",
    /it leads elsewhere \(302\), and no token goes there/,
    (_, response) => response.writeHead(302, { location: "https://elsewhere.invalid" }).end(),
  ],
])("%s is an outage that says so, without the query", async (_, message, listener) => {
  const timeoutMs = message.source.includes("too long") ? 300 : 30_000;
  const error: unknown = await ask(listener, undefined, timeoutMs).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(HubSpotOutage);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toMatch(/a-secret|elsewhere\.invalid/);
});
