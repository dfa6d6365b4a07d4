import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { HubSpotAdmin } from "../../../simulators/client.ts";
import type { PortalAdmin } from "../../../simulators/client.ts";
import { RecordChecksum } from "../../../simulators/hubspot/scale/checksum.ts";
import { startHubSpot } from "../../../simulators/hubspot/start.ts";
import { rawCalls } from "./open-portal.ts";

const wanted = ["email", "firstname", "jobtitle", "hubspot_owner_id", "city", "notes_last_contacted"];
const contacts = "/crm/objects/2026-09/contacts";

interface Page {
  readonly total?: number;
  readonly results: readonly { readonly id: string; readonly properties: Readonly<Record<string, string | null>> }[];
  readonly paging?: { readonly next: { readonly after: string } };
}

async function generate(count: number) {
  const hubspot = await startHubSpot();
  onTestFinished(() => hubspot.close());
  const admin = new HubSpotAdmin(hubspot.address);
  const token = "pat-na1-generated-1";
  return withoutLimits(await admin.openGenerated({ portalId: 8001, contacts: count, seed: 7, token }), token);
}

async function withoutLimits(portal: PortalAdmin, token: string) {
  await portal.setLimits({ generalPer10s: 1_000_000, searchPerSecond: 100_000, associationsPer10s: 100_000 });
  const raw = rawCalls(portal.address);
  const call = async (method: string, path: string, body?: unknown) =>
    (await raw(method, path, body, token)).json<Page>();
  return { portal, call };
}

/**
 * The simulators in a process of their own, which the reader's memory is not part of, and with so little heap that it
 * collects promptly.
 */
async function serve(...options: readonly string[]) {
  const state = mkdtempSync(join(tmpdir(), "simulators-"));
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=2", "--max-old-space-size=64", "simulators/serve.ts", "--state", state, ...options],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as {
    readonly hubspot: string;
    readonly portals: readonly { portalId: number; token: string }[];
  };
}

type Call = Awaited<ReturnType<typeof generate>>["call"];

/** Every page of the list. */
async function readList(
  call: Call,
  onPage: (page: number) => Promise<void> | void = () => {},
): Promise<RecordChecksum> {
  const checksum = new RecordChecksum();
  let pages = 0;
  for (let after: string | undefined = "0"; after !== undefined;) {
    const page: Page = await call("GET", `${contacts}?limit=100&properties=${wanted.join(",")}&after=${after}`);
    page.results.forEach((record) => checksum.add(record));
    after = page.paging?.next.after;
    await onPage(++pages);
  }
  return checksum;
}

/** Everything modified since, by keyset on the id. */
async function readSearch(
  call: Call,
  since: number,
): Promise<{ checksum: RecordChecksum; requests: number; ids: string[] }> {
  const checksum = new RecordChecksum();
  const ids: string[] = [];
  for (let last = "0", requests = 1; ; requests++) {
    const page = await call("POST", `${contacts}/search`, {
      filterGroups: [
        {
          filters: [
            { propertyName: "lastmodifieddate", operator: "GTE", value: String(since) },
            { propertyName: "hs_object_id", operator: "GT", value: last },
          ],
        },
      ],
      sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
      properties: wanted,
      limit: 200,
    });
    for (const record of page.results) {
      checksum.add(record);
      ids.push(record.id);
    }
    last = page.results.at(-1)?.id ?? last;
    if (page.total === page.results.length) return { checksum, requests, ids };
  }
}

test("100,000 contacts by list and by search: the same records, and flat memory", async () => {
  const ready = await serve("--portals", "1", "--contacts", "100000", "--seed", "7");
  const [opened] = ready.portals;
  const admin = new HubSpotAdmin(ready.hubspot);
  const { portal, call } = await withoutLimits(admin.portal(opened!.portalId), opened!.token);
  const rss: number[] = [];

  const byList = await readList(call, async (page) => {
    if (page % 50 === 0) rss.push((await admin.rssBytes()) / 1_048_576);
  });

  expect(byList.digest).toMatch(/^100000-/);
  expect(byList.digest).toBe(await portal.checksum("contacts", wanted));
  // What the process needs is there after the first tenth of the pages: the other 90,000 records add next to nothing.
  expect(Math.max(...rss) - rss[1]!).toBeLessThan(48);
  const bySearch = await readSearch(call, 0);
  expect([bySearch.checksum.digest, bySearch.requests]).toEqual([byList.digest, 500]);
});

test("exactly as many records change as were asked for, and a search since then finds exactly these", async () => {
  const { portal, call } = await generate(20_000);
  const before = await readList(call);
  const since = Date.parse("2026-11-01T00:00:00Z");
  await portal.changed({ count: 1000, at: new Date(since).toISOString() });

  const { ids, requests } = await readSearch(call, since);

  expect([new Set(ids).size, ids.length, requests]).toEqual([1000, 1000, 5]);
  const after = await readList(call);
  expect(after.digest).not.toBe(before.digest);
  expect(after.digest).toBe(await portal.checksum("contacts", wanted));
  const [changed] = (
    await call("POST", `${contacts}/batch/read`, { inputs: [{ id: ids[0] }], properties: ["jobtitle"] })
  ).results;
  expect(changed!.properties["jobtitle"]).toMatch(/, revision 1$/);
});

test("more than 10,000 records in one millisecond: the offset ends at the cap, the keyset reaches all", async () => {
  const { portal, call } = await generate(12_000);
  const at = "2026-11-01T00:00:00.000Z";
  await portal.changed({ count: 12_000, at, spreadMs: 0 });
  const filters = [{ propertyName: "lastmodifieddate", operator: "EQ", value: String(Date.parse(at)) }];

  expect(
    (await call("POST", `${contacts}/search`, { filterGroups: [{ filters }], limit: 200, after: "9800" })).results,
  ).toHaveLength(200);
  expect(
    await call("POST", `${contacts}/search`, { filterGroups: [{ filters }], limit: 200, after: "9900" }),
  ).toMatchObject({
    status: "error",
  });
  expect((await readSearch(call, Date.parse(at))).ids).toHaveLength(12_000);
});

test("associations lead there and back, and the rest of the portal is ordinary", async () => {
  const { portal, call } = await generate(100);
  const [company] = (await call("GET", "/crm/objects/2026-09/companies?limit=1&properties=name")).results;
  const links = async (from: string, to: string, id: string) => {
    const { results } = await call("POST", `/crm/associations/2026-09/${from}/${to}/batch/read`, { inputs: [{ id }] });
    return (results as unknown as { to: { toObjectId: number }[] }[]).flatMap((result) =>
      result.to.map(({ toObjectId }) => String(toObjectId)),
    );
  };

  const people = await links("companies", "contacts", company!.id);
  expect(people).toHaveLength(4);
  expect(await links("contacts", "companies", people[3]!)).toEqual([company!.id]);
  expect((await call("GET", "/crm/owners/2026-09")).results).toHaveLength(5);
  expect((await portal.summary()).records).toMatchObject({
    contacts: 100,
    companies: 25,
    deals: 10,
    calls: 50,
    tasks: 0,
  });
});

test("as many records of every type, each with its own person", async () => {
  const hubspot = await startHubSpot();
  onTestFinished(() => hubspot.close());
  const contactsPer = { companies: 1, deals: 1, calls: 1 };
  const token = "pat-na1-generated-1";
  const portal = await new HubSpotAdmin(hubspot.address).openGenerated({
    portalId: 8002,
    contacts: 40,
    token,
    contactsPer,
  });

  expect((await portal.summary()).records).toMatchObject({ contacts: 40, companies: 40, deals: 40, calls: 40 });
});

test("requests are counted by endpoint and status, however many there were", async () => {
  const { portal, call } = await generate(250);
  await readList(call);
  await portal.setLimits({ generalPer10s: 1 });
  await call("GET", `${contacts}/210000000001`);

  const endpoint = "/crm/objects/2026-09/contacts";
  expect(await portal.requestCounts()).toEqual([
    { portalId: 8001, method: "GET", endpoint, status: 200, count: 3 },
    { portalId: 8001, method: "GET", endpoint: `${endpoint}/{id}`, status: 429, count: 1 },
  ]);
  await portal.clearRequests();
  expect(await portal.requestCounts()).toEqual([]);
});

test("a list page is the same from memory as made anew, and page faults still strike it", async () => {
  const { portal, call } = await generate(500);
  const path = `${contacts}?limit=100&properties=email,city`;
  const first = await call("GET", path);
  expect(await call("GET", path)).toEqual(first);
  const { results } = await call("GET", `${contacts}?properties=city,email&archived=false&limit=100`);
  expect(results).toEqual(first.results);
  await portal.setFault({ kind: "empty-page", times: 1 });
  expect((await call("GET", path)).results).toEqual([]);
});
