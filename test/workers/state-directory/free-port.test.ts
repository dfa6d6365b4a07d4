import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../workers/state-directory/free-port.ts";

async function occupied(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const purpose = "the dashboard";

test("is the preferred one when it is free", async () => {
  const port = await freePort({ purpose });
  expect(await freePort({ purpose, preferred: port })).toBe(port);
});

test("is another one when the preferred one is in use", async () => {
  const port = await occupied();
  const found = await freePort({ purpose, preferred: port });
  expect(found).not.toBe(port);
  expect(found).toBeGreaterThan(0);
});

test("is none when exactly this port was asked for and is in use", async () => {
  const port = await occupied();
  await expect(freePort({ purpose, preferred: port, explicit: { by: "--port" } })).rejects.toThrow(
    `Port ${port} for the dashboard is in use by another program. Stop that program, or choose another port with --port.`,
  );
});

test("is never one that was promised to another", async () => {
  const port = await freePort({ purpose });
  expect(await freePort({ purpose, preferred: port, taken: new Set([port]) })).not.toBe(port);
});
