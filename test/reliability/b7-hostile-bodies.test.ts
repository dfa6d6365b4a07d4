import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type Served } from "../../dashboards/serve.ts";
import { serverLimits } from "../../dashboards/limit-server.ts";
import { openFixtureDashboard, type FixtureDashboard } from "../dashboards/fixture-dashboard.ts";
import type { Random } from "../faults/seeded-random.ts";
import { atMost, eachSeed, exactly, figure, forTheRecord, isFull, row } from "./row.ts";

let dashboard: FixtureDashboard;
let served: Served;
beforeAll(async () => {
  dashboard = await openFixtureDashboard();
  served = await serve({ fetch: (asked, ...rest) => dashboard.app.fetch(asked, ...(rest as [object])), port: 0 });
});
afterAll(async () => {
  await served?.close();
  await dashboard?.close();
});

interface Hostile {
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const form = "application/x-www-form-urlencoded";
const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, "a");
const bomb = gzipSync(tenMegabytes);

/** The kinds of body that nobody of ours sends. */
const kinds: Readonly<Record<string, (random: Random) => Omit<Hostile, "kind">>> = {
  "no form": (random) => ({
    headers: { "content-type": "application/xml" },
    body: Buffer.from(`<a>${random.int(0, 9_999)}</a>`),
  }),
  "10 MB": () => ({ headers: { "content-type": form }, body: tenMegabytes }),
  "gzip bomb": () => ({ headers: { "content-type": form, "content-encoding": "gzip" }, body: bomb }),
  "JSON 10,000 deep": () => ({
    headers: { "content-type": form },
    body: Buffer.from(`payload=${encodeURIComponent(`${"[".repeat(10_000)}${"]".repeat(10_000)}`)}`),
  }),
  "keys given twice": () => ({
    headers: { "content-type": form },
    body: Buffer.from(
      `payload=${encodeURIComponent('{"type":"block_actions","type":"x","actions":1,"actions":[]}')}&payload=1`,
    ),
  }),
  "bad UTF-8": (random) => ({
    headers: { "content-type": form },
    body: Buffer.from(Array.from({ length: 500 }, () => random.int(128, 255))),
  }),
  "prototype keys": () => ({
    headers: { "content-type": form },
    body: Buffer.from("__proto__=1&constructor=2&payload=%7B%22__proto__%22%3A1%7D"),
  }),
  "a broken multipart": () => ({
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: Buffer.from('--x\r\nContent-Disposition: form-data; name="by"\r\n\r\nno end'),
  }),
  nothing: () => ({ headers: { "content-type": form }, body: Buffer.alloc(0) }),
};
const kindNames = Object.keys(kinds);

/** Where bodies are taken at all. */
const doors = ["/slack/actions", "/clients/northwind/alerts/sales-lead.waiting-leads/acknowledge", "/"];

/** Sends one body as a stranger does, and answers with the status and how long it took to come. */
function send(
  path: string,
  { headers, body }: Hostile,
): Promise<{ readonly status: number; readonly ms: number; readonly text: string }> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, served.address), {
      method: "POST",
      headers: { ...headers, origin: served.address, "content-length": String(body.length) },
    });
    sent.on("response", (answer) => {
      const ms = performance.now() - startedAt;
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode!, ms, text }));
      answer.on("error", () => resolve({ status: answer.statusCode!, ms, text }));
    });
    // An answer may come, and the line be cut, while we still send.
    sent.on("error", (error: NodeJS.ErrnoException) =>
      ["EPIPE", "ECONNRESET"].includes(error.code ?? "") ? undefined : reject(error),
    );
    sent.on("close", () => setTimeout(resolve, 50, { status: 499, ms: performance.now() - startedAt, text: "" }));
    sent.end(body);
  });
}

row("B7", () => {
  test("every hostile body is refused, quickly, without memory and without a fault of ours", async () => {
    const times: number[] = [];
    const wrong: string[] = [];
    await send("/", { kind: "warm", headers: {}, body: Buffer.alloc(0) });
    const settle = async () => {
      globalThis.gc?.();
      await wait(50);
      return process.memoryUsage().rss;
    };
    const before = await settle();
    const bodies = await eachSeed({ quick: 270, full: 10_000 }, async (seed, random) => {
      const kind = kindNames[seed % kindNames.length]!;
      const door = doors[Math.floor(seed / kindNames.length) % doors.length]!;
      const { status, ms, text } = await send(door, { kind, ...kinds[kind]!(random) });
      times.push(ms);
      if (status < 400 || status > 499) wrong.push(`${kind} at ${door}: ${status}`);
      if (text.includes("at ") && /\.ts:\d+/.test(text)) wrong.push(`${kind} at ${door}: a stack`);
    });
    const grown = ((await settle()) - before) / 1024 / 1024;
    expect(wrong).toEqual([]);
    figure("bodies", bodies, forTheRecord);
    figure("not answered with 4xx", wrong.length, exactly(0));
    figure("faults of ours", dashboard.faults.length, exactly(0));
    figure("median answer", round(percentile(times, 0.5)), atMost(50, "ms"));
    figure("slowest but one in a hundred", round(percentile(times, 0.99)), atMost(500, "ms"));
    // V8 takes pages in advance and gives them back late: the long run shows a slope, the short one only a peak.
    figure("memory grown", round(grown), atMost(isFull ? 40 : 80, "MB"));
  });

  test("an id of 20,000 characters is no page, and is not repeated", async () => {
    const id = "x".repeat(20_000);
    for (const path of [
      `/clients/${id}`,
      `/clients/northwind/findings/${id}`,
      `/clients/northwind/reports/${id}`,
      `/?since=${id}`,
    ]) {
      const answer = await fetch(`${served.address}${path}`);
      expect(answer.status).toBe(404);
      expect((await answer.text()).length).toBeLessThan(200);
    }
  });

  test("headers of 100 kB are refused, and the server goes on", async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${"y".repeat(100_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(await raw("hello, is this a mail server?\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${served.address}/livez`)).status).toBe(200);
  });

  test("a hundred connections that never finish their request do not keep others out, and are ended", async () => {
    const port = Number(new URL(served.address).port);
    const slow = Array.from({ length: 100 }, () => connect({ port, host: "127.0.0.1" }));
    let ended = 0;
    for (const socket of slow) {
      socket
        .resume()
        .on("error", () => undefined)
        .on("close", () => (ended += 1));
      socket.write("POST /slack/actions HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drop");
    }
    await wait(300);
    const startedAt = performance.now();
    expect((await fetch(`${served.address}/livez`)).status).toBe(200);
    figure("an answer beside them", round(performance.now() - startedAt), atMost(2_000, "ms"));
    if (isFull) {
      await wait(serverLimits.headersMs + 3_000);
      figure("of them ended", ended, exactly(100));
    }
    for (const socket of slow) socket.destroy();
  });

  test("the hundred-and-first page that listens is asked to come back, and finds room when another closes", async () => {
    const closing = Array.from({ length: 100 }, () => new AbortController());
    const open = await Promise.all(closing.map(({ signal }) => fetch(`${served.address}/events`, { signal })));
    expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await fetch(`${served.address}/events`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("30");
    closing[0]!.abort();
    for (let attempt = 0; ; attempt += 1) {
      const last = new AbortController();
      const { status } = await fetch(`${served.address}/events`, { signal: last.signal });
      last.abort();
      if (status === 200) break;
      expect(attempt).toBeLessThan(100);
      await wait(50);
    }
    for (const controller of closing) controller.abort();
  });
});

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** What the server says to bytes that are no request of ours. */
async function raw(text: string): Promise<string> {
  const socket = connect({ port: Number(new URL(served.address).port), host: "127.0.0.1" });
  await once(socket, "connect");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return answer;
}
