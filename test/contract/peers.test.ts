import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { forgetExpected, measure, type Measured } from "../../bench/sync/measure.ts";
import { getAll, getPage, ours, pythonParticipant, type Participant } from "../../bench/sync/participants.ts";
import { contacts, fourTypes } from "../../bench/sync/reads.ts";
import type { Task } from "../../bench/peers/task.ts";
import { HubSpotAdmin, type PortalAdmin } from "../../simulators/client.ts";
import { startHubSpot, type HubSpotSimulator } from "../../simulators/hubspot/start.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";

/** Clients that nobody here wrote, unchanged but for the address, against the simulator. */

const people = 2_000;
/** 2,000 contacts, 500 companies, 200 deals, 1,000 calls, at 100 a page. */
const pagesOfAll = 20 + 5 + 2 + 10;

let hubspot: HubSpotSimulator;
let portals = 0;

beforeAll(async () => {
  hubspot = await startHubSpot();
});
afterAll(() => hubspot.close());

async function generate(): Promise<PortalAdmin> {
  portals += 1;
  const token = "pat-na1-peers-unused";
  const portal = await new HubSpotAdmin(hubspot.address).openGenerated({
    portalId: 7000 + portals,
    contacts: people,
    token,
  });
  await portal.setLimits({ generalPer10s: 100_000 });
  return portal;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "revwatch-peers-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const url = new URL(database.url);
  url.password ||= "none"; // dlt insists on one
  return url.href;
}

interface Reading {
  readonly reads?: Task["reads"];
  readonly folder?: string;
  readonly postgres?: string;
}

function read(
  participant: Participant,
  portal: PortalAdmin,
  { reads = fourTypes, folder, postgres }: Reading = {},
): Promise<Measured> {
  return measure(participant, { portal, reads, folder: folder ?? temporaryFolder(), postgres: postgres ?? null });
}

async function python(peer: "singer" | "dlt"): Promise<Participant> {
  const participant = await pythonParticipant(peer);
  if (typeof participant === "string") throw new Error(participant);
  return participant;
}

describe("HubSpot's own client", () => {
  test.each([getAll, getPage])("$name sees every record as it is", async (participant) => {
    const seen = await read(participant, await generate());
    expect(seen).toMatchObject({ fault: null, records: 3_700, requests: pagesOfAll, refused: 0 });
  });
});

describeWith("peers", "Singer's tap-hubspot", () => {
  test("sees every contact as it is, and with its state the ones that changed", async () => {
    expect(inject("peers")?.names).toContain("singer");
    const singer = await python("singer");
    const portal = await generate();
    const folder = temporaryFolder();
    expect(await read(singer, portal, { reads: [contacts], folder })).toMatchObject({ fault: null, records: people });

    await portal.changed({ count: 20, spreadMs: 0 });
    forgetExpected(portal);
    expect(await read(singer, portal, { reads: [contacts], folder })).toMatchObject({ fault: null, records: people });
  });
});

describeWith(["peers", "postgres"], "dlt", () => {
  test("stores every record as it is", async () => {
    const seen = await read(await python("dlt"), await generate(), { postgres: await emptyDatabase() });
    expect(seen).toMatchObject({ fault: null, records: 3_700, requests: pagesOfAll, refused: 0 });
  });
});

describeWith("postgres", "Revwatch itself, as the benchmark runs it", () => {
  test("mirrors every record as it is", async () => {
    const seen = await read(ours, await generate(), { postgres: await emptyDatabase() });
    expect(seen).toMatchObject({ fault: null, records: 3_700, refused: 0 });
  });
});
