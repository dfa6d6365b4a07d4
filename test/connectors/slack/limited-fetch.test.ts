import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { limitedFetch } from "../../../connectors/slack/limited-fetch.ts";

async function ask(listener: RequestListener): Promise<Response> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return limitedFetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

test("an answer of Slack's size is read whole, packed or not", async () => {
  const text = JSON.stringify({ ok: true, messages: "ü".repeat(1_000_000) });
  const answer = await ask(
    (_, response) => void response.writeHead(201, { "content-encoding": "gzip" }).end(gzipSync(text)),
  );
  expect(answer.status).toBe(201);
  expect((await answer.text()) === text).toBe(true);
});

test("a small answer that unpacks to a mountain is broken off", async () => {
  const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024));
  const answer = await ask((_, response) => void response.setHeader("content-encoding", "gzip").end(bomb));
  await expect(answer.text()).rejects.toThrow("larger than 32 MB");
});
