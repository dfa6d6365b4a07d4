import { expect, test } from "vitest";
import { sql } from "kysely";
import type { TeamHours } from "../../config/config.ts";
import { fixtureConfig } from "./fixture-config.ts";
import { openFixtureDashboard } from "./fixture-dashboard.ts";

/** Open all the time, so that whoever waits has waited longer than in the client's hours. */
const nightDesk: TeamHours = { team: "Night desk", timeZone: "Asia/Tokyo", businessHours: "always", holidays: [] };

async function waitsShown(teamHours: readonly TeamHours[], hoursOf: string | null) {
  const clients = fixtureConfig.clients.map((client) => ({ ...client, teamHours }));
  const dashboard = await openFixtureDashboard({ config: () => ({ ...fixtureConfig, clients }) });
  try {
    await sql`update finding set evidence = evidence || ${JSON.stringify({ hoursOf })}::jsonb
      where client_id = 'northwind' and check_id = 'lead-unanswered'`.execute(dashboard.db);
    const page = await (await dashboard.app.request("/clients/northwind/leads")).text();
    return [...page.matchAll(/<td class="waited">.*?<strong>(.*?)<\/strong>(.*?)<\/td>/gs)].map(([, waited, more]) => [
      waited,
      more!.replaceAll(/<[^>]*>/g, "").trim(),
    ]);
  } finally {
    await dashboard.close();
  }
}

test("the board counts a wait in the hours that its finding notes, and says whose", async () => {
  const byClient = await waitsShown([nightDesk], null);
  const byTeam = await waitsShown([nightDesk], "Night desk");
  expect(byClient.length).toBeGreaterThan(0);
  expect(new Set(byClient.map(([, more]) => more))).toEqual(new Set([""]));
  expect(new Set(byTeam.map(([, more]) => more))).toEqual(new Set(["hours of the team Night desk"]));
  expect(byTeam.map(([waited]) => waited)).not.toEqual(byClient.map(([waited]) => waited));
});

test("a team whose hours nobody sets any more counts in the client's", async () => {
  expect(await waitsShown([], "Night desk")).toEqual(await waitsShown([nightDesk], null));
});
