import { expect, test } from "vitest";
import { stripVTControlCharacters } from "node:util";
import { sayApplied, sayPlan } from "../../cli/print/plan.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import { proposeTeamHours } from "../../operations/discover/propose-team-hours.ts";
import { examinePortal } from "../../operations/doctor/examine-portal.ts";
import type { PortalProbe } from "../../operations/doctor/probes.ts";
import { owner } from "../checks/samples.ts";
import { sampleConfig } from "./sample-config.ts";

const now = new Date("2026-11-23T10:00:00Z");
const inTeams = (...teamNames: readonly string[]): Owner => ({
  ...owner,
  teamIds: teamNames.map((_, index) => `${index}`),
  teamNames,
});
const iberia = { team: "Iberia", timeZone: "Europe/Lisbon", businessHours: "always", holidays: [] } as const;

async function lines(own: Partial<ClientConfig>, probe: Partial<PortalProbe>) {
  const [client] = (await sampleConfig()).clients;
  const opened = { portalId: client!.portalId, scopes: null, capabilities: [], answeredAt: null, ...probe };
  return examinePortal({ ...client!, ...own }, opened, now).filter(({ what }) => what.startsWith("Team hours"));
}

test("the doctor names the teams whose hours count for nobody, and the way out", async () => {
  expect(await lines({ teamHours: [iberia] }, { owners: [inTeams("Nordics"), inTeams("Nordics", "Iberia")] })).toEqual([
    expect.objectContaining({
      state: "warn",
      why: '"Iberia" in teamHours is the main team of no owner, so its hours count for nobody. Owners are in: Nordics.',
      fix: expect.stringMatching(/^Correct the name in clients\/.*\.yaml, or write the team's id/) as string,
    }),
  ]);
});

test("the doctor says that each team is known, or that it could not be asked; without such teams it says nothing", async () => {
  const states = async (...asked: Parameters<typeof lines>) => (await lines(...asked)).map(({ state }) => state);
  expect(await states({ teamHours: [iberia] }, { owners: [inTeams("iberia")] })).toEqual(["ok"]);
  expect(await states({ teamHours: [iberia] }, { owners: null })).toEqual(["unknown"]);
  expect(await states({}, {})).toEqual([]);
});

test("plan and apply name them as well", () => {
  const none = { schemaVersion: 1, changes: [], toOnboard: [], onboarding: [], newNeeds: [] } as const;
  const unknownTeams = [{ clientId: "acme", what: "No owner is in Iberia." }];
  const said = [sayPlan({ ...none, unknownTeams, isUpToDate: true }), sayApplied({ ...none, unknownTeams })];
  for (const text of said.map(stripVTControlCharacters))
    expect(text).toContain("! team   acme: No owner is in Iberia.");
});

test("discover asks of teams where owners are in more than one", () => {
  const of = (...owners: readonly Owner[]) => proposeTeamHours({ owners: { value: owners } });
  expect(of(inTeams("Nordics"), inTeams("Iberia", "Everyone"), { ...inTeams("Gone"), isActive: false })).toEqual({
    key: "teamHours",
    because: [
      expect.stringMatching(/hours of their main team/) as string,
      '  "Iberia": { timeZone: Europe/Lisbon, businessHours: { opens: "09:00", closes: "18:00" } }',
    ],
    value: null,
    questions: ["Which of the teams “Iberia” and “Nordics” work at other hours than the client's others? (teamHours)"],
  });
  expect(of(inTeams("Nordics"), inTeams("Nordics", "Iberia")).questions).toEqual([]);
  expect(proposeTeamHours({ owners: { refused: "no scope" } }).questions).toEqual([]);
});
