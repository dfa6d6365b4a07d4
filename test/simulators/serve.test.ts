import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { HubSpotAdmin, MailboxReader, SlackAdmin } from "../../simulators/client.ts";

interface Ready {
  readonly ready: true;
  readonly hubspot: string;
  readonly slack: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly mailbox: string;
  readonly portals?: readonly { readonly portalId: number; readonly token: string }[];
}

async function serve(...options: readonly string[]) {
  const child = spawn(
    process.execPath,
    ["simulators/serve.ts", "--state", mkdtempSync(join(tmpdir(), "simulators-")), ...options],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, ready: JSON.parse(line) as Ready };
}

test("one process serves all simulators, says where, and ends on SIGTERM", async () => {
  const { child, ready } = await serve();

  expect(await new HubSpotAdmin(ready.hubspot).portals()).toEqual([]);
  expect(await new SlackAdmin(ready.slack).channels()).toEqual([]);
  expect(await new MailboxReader(ready.mailbox).messages()).toEqual([]);
  expect(ready.smtp.port).toBeGreaterThan(0);

  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("with --follow-parent it ends with its parent's pipe", async () => {
  const { child } = await serve("--follow-parent");

  child.stdin.end();

  expect(await once(child, "exit")).toEqual([0, null]);
});

test("generated portals have the same records and tokens for the same seed", async () => {
  const read = async () => {
    const { ready } = await serve("--portals", "2", "--contacts", "30", "--seed", "5");
    const { hubspot, portals = [] } = ready;
    const token = portals[1]!.token;
    const answer = await fetch(`${hubspot}/crm/objects/2026-09/contacts?limit=50`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { token, ...((await answer.json()) as { results: unknown[] }) };
  };

  const [first, second] = [await read(), await read()];

  expect(first.results).toHaveLength(30);
  expect(second).toEqual(first);
});

test("portals with a year of life say what is amiss in them", async () => {
  const until = "2026-11-20T15:30:00Z";
  const { ready } = await serve("--scenario", "year", "--contacts", "150", "--seed", "5", "--until", until);
  const admin = new HubSpotAdmin(ready.hubspot).portal(ready.portals![0]!.portalId);

  const { labels } = await admin.labels();
  await admin.freezeAt(new Date("2026-06-01T12:00:00Z"));
  const answer = await fetch(`${ready.hubspot}/crm/objects/2026-09/contacts?limit=100`, {
    headers: { authorization: `Bearer ${ready.portals![0]!.token}` },
  });
  const { results } = (await answer.json()) as { results: { createdAt: string }[] };

  expect(labels.length).toBeGreaterThan(3);
  expect(results.length).toBeGreaterThan(50);
  expect(results.every(({ createdAt }) => createdAt <= "2026-06-01T12:00:00.000Z")).toBe(true);
});
