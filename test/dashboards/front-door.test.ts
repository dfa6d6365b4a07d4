import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { createFrontDoor, type FrontDoor } from "../../dashboards/front-door.ts";
import { serve, type Served } from "../../dashboards/serve.ts";
import type { StartStep } from "../../dashboards/start-page.ts";

const opened: Served[] = [];
afterEach(async () => {
  for (const served of opened.splice(0)) await served.close();
});

function steps() {
  const listeners = new Set<() => void>();
  let current: readonly StartStep[] = [
    { id: "database", label: "Database", state: "running", startedAt: new Date(), estimateSeconds: 4 },
  ];
  return {
    list: () => current,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change(next: readonly StartStep[]) {
      current = next;
      for (const listener of listeners) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
}

async function open(door: FrontDoor): Promise<Served> {
  const served = await serve({ fetch: (request, ...rest) => door.fetch(request, ...rest), port: 0 });
  opened.push(served);
  return served;
}

/** Reads events until one of that name has come. */
async function eventsUntil(response: Response, name: string): Promise<string> {
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes(`event: ${name}`)) return text;
  }
  throw new Error(`The stream ended without ${name}: ${text}`);
}

describe("front door", () => {
  test("shows the steps at any address before there is a dashboard, and is not ready", async () => {
    const { address } = await open(createFrontDoor({ steps: steps() }));
    const html = await (await fetch(`${address}/clients/northwind`)).text();
    expect(html).toContain("Revwatch is starting");
    expect(html).toContain("of about 4 s");
    expect((await fetch(`${address}/livez`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(503);
  });

  test("tells each change of a step, then that it is open, and becomes the dashboard", async () => {
    const going = steps();
    const door = createFrontDoor({ steps: going });
    const { address } = await open(door);
    const stream = await fetch(`${address}/starting/events`);
    const heard = eventsUntil(stream, "open-dashboard");
    await expect.poll(() => going.listeners).toBe(1);

    going.change([{ id: "database", label: "Database", state: "failed", detail: "line one\nevent: forged\n<b>" }]);
    door.open(new Hono().get("/", (context) => context.text("the dashboard")));
    const events = await heard;
    expect(events).toContain("line one event: forged &lt;b&gt;");
    expect(await (await fetch(address)).text()).toBe("the dashboard");
  });

  test("a page that comes back late hears that it is open", async () => {
    const door = createFrontDoor({ steps: steps() });
    const { address } = await open(door);
    door.open(new Hono());
    expect(await eventsUntil(await fetch(`${address}/starting/events`), "open-dashboard")).toContain("open-dashboard");
  });

  test("a reader that leaves is forgotten", async () => {
    const going = steps();
    const { address } = await open(createFrontDoor({ steps: going }));
    const leave = new AbortController();
    await fetch(`${address}/starting/events`, { signal: leave.signal });
    await expect.poll(() => going.listeners).toBe(1);
    leave.abort();
    await expect.poll(() => going.listeners).toBe(0);
  });
});

describe("serve", () => {
  test("closes at once although a page still listens", async () => {
    const served = await open(createFrontDoor({ steps: steps() }));
    await fetch(`${served.address}/starting/events`);
    const startedAt = performance.now();
    await served.close();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test("listens on this machine alone unless told otherwise", async () => {
    const { address } = await open(createFrontDoor({ steps: steps() }));
    expect(new URL(address).hostname).toBe("127.0.0.1");
  });

  test("a taken port is one sentence", async () => {
    const { port } = await open(createFrontDoor({ steps: steps() }));
    await expect(serve({ fetch: () => new Response(), port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it or set dashboard.port.`,
    );
  });

  test("without a port it takes the first free one", async () => {
    const [one, other] = [
      await serve({ fetch: () => new Response(), port: null }),
      await serve({ fetch: () => new Response(), port: null }),
    ];
    opened.push(one, other);
    expect(one.port).toBeGreaterThanOrEqual(4400);
    expect(other.port).toBeGreaterThan(one.port);
  });
});
