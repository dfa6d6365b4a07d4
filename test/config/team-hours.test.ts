import { expect, test } from "vitest";
import { businessTimeOf, sayBusinessHours } from "../../config/calendar.ts";
import { loadConfig } from "../../config/load-config.ts";
import { unknownTeams } from "../../config/unknown-teams.ts";
import { inHoursOf } from "../../domain/business-time.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const folderWith = (lines: string) =>
  writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": `${clientYaml}${lines}\n` });
const clientWith = async (lines: string) => (await loadConfig(folderWith(lines), {})).clients[0]!;

test("what a team does not say of its hours is as the client has it", async () => {
  const { teamHours, ...client } = await clientWith(
    `holidays: ["2026-12-24"]\nteamHours:\n  Iberia: { timeZone: Europe/Lisbon }\n  "42":\n    businessHours: always\n    holidays: { country: PT, except: ["2026-12-25"] }`,
  );
  expect(teamHours).toMatchObject([
    { team: "42", timeZone: "Europe/Berlin", businessHours: "always" },
    {
      team: "Iberia",
      timeZone: "Europe/Lisbon",
      businessHours: client.businessHours,
      holidays: ["2026-12-24"],
    },
  ]);
  expect(teamHours![0]!.holidays).toContain("2026-12-08");
  expect(teamHours![0]!.holidays).not.toContain("2026-12-25");
  expect(sayBusinessHours({ ...client, teamHours: teamHours! })).toBe(
    "Mon, Tue, Wed, Thu, Fri 08:30–18:00 (Europe/Berlin); team 42 around the clock (Europe/Berlin); the team Iberia Mon, Tue, Wed, Thu, Fri 08:30–18:00 (Europe/Lisbon)",
  );
});

test("minutes are the team's, days the client's", async () => {
  const client = businessTimeOf(await clientWith("teamHours: { Iberia: { timeZone: Europe/Lisbon } }"));
  const iberia = inHoursOf(client, "Iberia");
  const [from, until] = [new Date("2026-11-24T07:30:00Z"), new Date("2026-11-24T18:00:00Z")];
  // 08:30 in Berlin, and an hour before the team opens.
  expect([client, iberia].map((time) => time.minutesBetween(from, until))).toEqual([9.5 * 60, 9.5 * 60]);
  expect([client, iberia].map((time) => time.addMinutes(from, 0).toISOString().slice(11, 16))).toEqual([
    "07:30",
    "08:30",
  ]);
  expect([client, iberia].map((time) => time.localDay(new Date("2026-11-24T23:30:00Z")))).toEqual([
    "2026-11-25",
    "2026-11-25",
  ]);
  expect(inHoursOf(client, "Nordics")).toBe(client);
  expect(inHoursOf(client, null)).toBe(client);
  const opening = [client, iberia].map((time) => time.firstLonger(from, 60));
  expect(opening).toEqual([new Date("2026-11-24T08:30:00.001Z"), new Date("2026-11-24T09:30:00.001Z")]);
  const limit = new Date("2026-11-24T09:30:00Z");
  expect([client, iberia].map((time) => time.isLonger(from, limit, 60))).toEqual([true, false]);
});

test("a client without such teams has none, and its time knows none", async () => {
  const client = await clientWith("");
  expect("teamHours" in client).toBe(false);
  expect(inHoursOf(businessTimeOf(client), "Iberia").team).toBeUndefined();
});

test.each([
  ["teamHours: { Iberia: {} }", /Nothing is said of this team\. Write businessHours:/],
  ["teamHours: { Iberia: { timeZone: Lisbon } }", /Did you mean "Europe\/Lisbon"\?/],
  [
    "teamHours: { Iberia: { timeZone: Europe/Lisbon }, IBERIA: { businessHours: always } }",
    /"IBERIA" is the same team as "Iberia"\. Join the two\./,
  ],
  ["teamHours: { Iberia: { holidays: { country: QQ } } }", /"QQ" is no country whose holidays are known/],
  ["teamHours: { Iberia: { hours: always } }", /hours/],
])("%s is refused with the way out", async (lines, message) => {
  await expect(loadConfig(folderWith(lines), {})).rejects.toThrow(message);
});

test("teams that no owner has as their main one are named, with those that they have", async () => {
  const client = await clientWith(
    "teamHours: { Ibera: { timeZone: Europe/Lisbon }, Nordics: { businessHours: always } }",
  );
  const owner = { id: "1", type: "owner", name: "Ana", email: null, userId: null, isActive: true, deactivatedAt: null };
  const with_ = (teamNames: readonly string[]) =>
    ({ ...owner, teamIds: teamNames.map((_, index) => `${index}`), teamNames }) as never;
  expect(unknownTeams(client, [with_(["Nordics"]), with_(["Iberia", "Ibera"])])).toEqual([
    '"Ibera" in teamHours is the main team of no owner, so its hours count for nobody. Owners are in: Iberia, Nordics. Did you mean "Iberia"?',
  ]);
  expect(unknownTeams(client, [])).toEqual([]);
  expect(unknownTeams(client, [{ ...(with_([]) as object), teamIds: ["4"], teamNames: undefined } as never])).toEqual(
    [],
  );
});
