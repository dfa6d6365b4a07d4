import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { HubSpotForbidden } from "../../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { token } from "../../simulators/hubspot/open-portal.ts";
import { everyRead, seedEverything, type Read, type SeededIds } from "./every-read.ts";
import { connectTo, startPortal } from "./started-portal.ts";

const all = Object.entries(everyRead) as readonly (readonly [string, Read])[];

/** What became of every read: "answered", or the error's name and, for a refusal, what it blames. */
async function outcomes(reader: HubSpotPortal, ids: SeededIds): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [name, { call }] of all) {
    found[name] = await call(reader, ids).then(
      () => "answered",
      (error: unknown) => {
        expect(inspect(error)).not.toContain(token);
        if (error instanceof HubSpotForbidden)
          return error.scopes.length > 0 ? "missing scope" : "not in the subscription";
        return error instanceof Error ? error.name : "no error";
      },
    );
  }
  return found;
}

const expected = (outcomeOf: (read: Read) => string) =>
  Object.fromEntries(all.map(([name, read]) => [name, outcomeOf(read)]));

test("every read is answered by a portal that has something of everything", async () => {
  const started = await startPortal();
  const seeded = await seedEverything(started);
  expect(await outcomes(started.reader, seeded)).toEqual(expected(() => "answered"));
});

test("in a portal that has nothing, there is nothing, and that is an answer", async () => {
  const { reader, portal } = await startPortal();
  const enterprise = "enterprise" as const;
  await portal.change({ subscriptions: { marketing: enterprise, sales: enterprise, service: enterprise } });
  const { records, next } = await reader.recordPage("contacts", ["email"], null);
  expect([records, next, await reader.countInSearch("leads")]).toEqual([[], null, 0]);
  expect((await reader.changedPage("companies", ["name"], new Date(0), null)).records).toEqual([]);
  expect((await reader.associations("deals", "contacts", ["1"])).size).toBe(0);
  expect((await reader.propertyHistory("deals", ["1"], ["dealstage"])).size).toBe(0);
  const lists = [
    reader.inventory("owner"),
    reader.inventory("campaign"),
    reader.inventory("workflow"),
    reader.inventory("form"),
    reader.inventory("list"),
    reader.inventory("marketing-email"),
    reader.inventory("user"),
    reader.roles(),
    reader.inventory("team"),
    reader.logins(new Date(0)),
    reader.securityEvents(new Date(0)),
    reader.auditEvents(new Date(0)),
    reader.pipelineAudit("pipeline", "default"),
    reader.stageAudit("pipeline", "default", "closedwon"),
  ];
  expect(await Promise.all(lists)).toEqual(lists.map(() => []));
});

test("without any scope, every read says that one is missing", async () => {
  const started = await startPortal();
  const seeded = await seedEverything(started);
  await started.portal.changeToken("audit", { scopes: [] });
  expect(await outcomes(started.reader, seeded)).toEqual(
    expected(({ scopes }) => (scopes.length === 0 ? "answered" : "missing scope")),
  );
});

test("with the scopes that it names, every read is answered; the token needs no more", async () => {
  const started = await startPortal();
  const seeded = await seedEverything(started);
  const refused: string[] = [];
  for (const [name, { call, scopes }] of all) {
    await started.portal.changeToken("audit", { scopes: [...scopes] });
    await call(started.reader, seeded).catch((error: unknown) => refused.push(`${name}: ${String(error)}`));
  }
  expect(refused).toEqual([]);
});

test("in a portal that pays for nothing, what it lacks is refused and no scope is blamed", async () => {
  const started = await startPortal();
  const seeded = await seedEverything(started);
  await started.portal.change({ subscriptions: { marketing: "free", sales: "free", service: "free" } });
  expect(await outcomes(started.reader, seeded)).toEqual(
    expected(({ needsTier }) => (needsTier === true ? "not in the subscription" : "answered")),
  );
});

describe("an answer with status 200 that is none is refused by every read", () => {
  test.each([
    "{}",
    "[]",
    '{"results": 5, "lists": 5}',
    '{"results": [null], "lists": [null]}',
    '{"results": [{}], "lists": [{}]}',
    "<html>",
    "",
  ])("%s", async (body) => {
    const server = createServer((_, response) => void response.writeHead(200).end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const reader = connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const ids = { contact: "1", deal: "2", call: "3", campaign: "c", form: "f" };
    expect(await outcomes(reader, ids)).toEqual(expected(() => "HubSpotBadAnswer"));
  });
});
