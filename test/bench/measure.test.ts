import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measure } from "../../bench/sync/measure.ts";
import { getAll, getPage, type Participant } from "../../bench/sync/participants.ts";
import { contacts } from "../../bench/sync/reads.ts";
import { HubSpotAdmin, type PortalAdmin } from "../../simulators/client.ts";
import { startHubSpot, type HubSpotSimulator } from "../../simulators/hubspot/start.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

let hubspot: HubSpotSimulator;
let portal: PortalAdmin;

beforeAll(async () => {
  hubspot = await startHubSpot();
  const token = "pat-na1-measure-unused";
  portal = await new HubSpotAdmin(hubspot.address).openGenerated({ portalId: 6001, contacts: 250, token });
});
afterAll(() => hubspot.close());

const script = (file: string): Participant => ({
  ...getPage,
  command: [process.execPath, fileURLToPath(new URL(`fixtures/${file}`, import.meta.url))],
});
const assignment = () => ({ portal, reads: [contacts], folder: temporaryDirectory(), postgres: null });

test("time, memory, and the requests that the simulator counted", async () => {
  const measured = await measure(getPage, assignment());
  expect(measured).toMatchObject({ fault: null, records: 250, requests: 3, refused: 0, peakPer10s: 3 });
  expect(measured.seconds).toBeGreaterThan(0);
  expect(measured.use?.peakMegabytes).toBeGreaterThan(30);
  expect(measured.use?.cpuSeconds).toBeGreaterThan(0.05);
});

test("whoever misses records has no time that counts", async () => {
  expect((await measure(script("forgetful-peer.ts"), assignment())).fault).toBe("incomplete: 150 missing");
});

test("refusals are the simulator's count, and whoever gives up at one has failed", async () => {
  await portal.setLimits({ generalPer10s: 2 });
  const { fault, refused } = await measure(getAll, assignment());
  await portal.setLimits({ generalPer10s: 100_000 });
  expect(fault).toMatch(/^failed: /);
  expect(refused).toBe(1);
});
