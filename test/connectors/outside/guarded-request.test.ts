import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whyRefused } from "../../../connectors/outside/address-guard.ts";
import { guardedRequest } from "../../../connectors/outside/guarded-request.ts";
import { sendHeartbeat } from "../../../connectors/outside/heartbeat.ts";

let server: Server;
let asked: string[];
let port: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/redirect") return response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    if (request.url === "/hang") return;
    if (request.url === "/drip") {
      const timer = setInterval(() => response.write("."), 20);
      return response.on("close", () => clearInterval(timer));
    }
    if (request.url === "/endless") {
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", pour);
      };
      return pour();
    }
    return response.writeHead(request.url?.startsWith("/broken") === true ? 500 : 200).end("OK");
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
const own = (path: string) => {
  asked = [];
  return `http://127.0.0.1:${port}${path}`;
};

describe("addresses", () => {
  const bad = "127.0.0.1 127.255.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 ::1 fc00::1 fdff::1";
  const worse =
    "0.0.0.0 169.254.169.254 192.0.0.8 192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 100.100.100.200 :: fe80::1 fe80::1%eth0 " +
    "fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2001:0:1::1 2001:db8::1 100::1 fd00:ec2::254 ::7f00:1 3fff::1";
  const dressed = "::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:127.0.0.1 0:0:0:0:0:ffff:0a00:1 ::FFFF:10.0.0.1";
  const good =
    "1.1.1.1 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 169.253.0.1 8.8.8.8 2606:4700::1111 2a00:1450::1 ::ffff:1.1.1.1";
  test.each(good.split(" "))("%s is allowed", (address) => expect(whyRefused(address, false)).toBeNull());
  test.each([...bad.split(" "), ...dressed.split(" ")])("%s is allowed only where the operator says so", (address) => {
    expect(whyRefused(address, false)).toBe("it lies within the own machine or network");
    expect(whyRefused(address, true)).toBeNull();
  });
  test.each([...worse.split(" "), "::ffff:169.254.169.254", "", "localhost", "1.2.3", "999.1.1.1"])(
    "%s never is",
    (address) => {
      expect(whyRefused(address, true)).not.toBeNull();
      expect(whyRefused(address, false)).not.toBeNull();
    },
  );
});

describe("a request", () => {
  const wayOf = (url: string, more = {}) =>
    guardedRequest({ url, ...more }).then(
      () => "sent",
      (error: Error) => error.name,
    );

  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fd12::1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.1.1/",
    "https://１２７.0.0.1/",
    "https://localhost/",
  ])("to %s is not sent", async (url) => expect(await wayOf(url)).toBe("AddressRefused"));

  test.each([
    "http://1.1.1.1/",
    "file:///etc/hostname",
    "ftp://example.com/",
    "gopher://example.com",
    "not an address",
    "https://user:secret@example.com/",
  ])("to %s is not sent either", async (url) => expect(await wayOf(url)).toBe("AddressRefused"));

  test("a name that stands for a bad address among good ones is refused", async () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "::ffff:192.168.0.1", "169.254.169.254"])
      expect(
        await wayOf("https://example.test/", {
          resolve: async () => [
            { address: "1.1.1.1", family: 4 },
            { address, family: address.includes(":") ? 6 : 4 },
          ],
        }),
      ).toBe("AddressRefused");
  });

  test("a name that is good when asked first and bad at the moment of connecting is refused", async () => {
    const answers = ["1.1.1.1", "127.0.0.1"];
    const resolve = async () => [{ address: answers.shift() ?? "127.0.0.1", family: 4 }];
    await resolve();
    expect(await wayOf(`https://rebinding.test:${port}/`, { resolve })).toBe("AddressRefused");
    expect(answers).toEqual([]);
  });

  test("where the own network is allowed, names that lead there are asked", async () => {
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    own("/");
    expect(await guardedRequest({ url: `http://kuma.internal:${port}/push`, allowPrivate: true, resolve })).toEqual({
      status: 200,
      body: "OK",
      retryAfter: null,
    });
    expect(asked).toEqual(["GET /push"]);
    expect(await wayOf(`http://kuma.internal:${port}/push`, { resolve })).toBe("AddressRefused");
  });

  test("an answer that never ends is cut", async () => {
    const { body } = await guardedRequest({ url: own("/endless"), allowPrivate: true, maxBytes: 1_000 });
    expect(body).toHaveLength(1_000);
  });

  test.each(["/hang", "/drip"])("%s: an answer that takes too long is given up", async (path) => {
    const startedAt = performance.now();
    await expect(guardedRequest({ url: own(path), allowPrivate: true, timeoutMs: 200 })).rejects.toThrow(
      /timeout|aborted|no answer/,
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("the heartbeat", () => {
  test("asks the address, secret and query included", async () => {
    await sendHeartbeat({ url: own("/api/push/secret?status=up"), allowPrivate: true });
    expect(asked).toEqual(["GET /api/push/secret?status=up"]);
  });

  test.each([
    ["/redirect", "the service answers with a redirect, which is not followed"],
    ["/broken", "the service answers 500"],
  ])("%s: %s", async (path, message) => {
    await expect(sendHeartbeat({ url: own(path), allowPrivate: true })).rejects.toThrow(message);
    expect(asked).toEqual([`GET ${path}`]);
  });

  test("no error holds the address", async () => {
    for (const url of [
      "https://127.0.0.1/secret",
      "https://nowhere.invalid/secret",
      "http://1.1.1.1/secret",
      own("/broken?secret"),
    ]) {
      const error = await sendHeartbeat({ url, allowPrivate: url.includes(`:${port}`) }).then(
        () => null,
        (caught: unknown) => caught,
      );
      expect(String((error as Error).message)).not.toContain("secret");
    }
  });
});
