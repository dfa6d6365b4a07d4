import { expect, test } from "vitest";
import type { TeamHours } from "../../../config/config.ts";
import { isoWeekOf } from "../../../domain/time/iso-week.ts";
import { measureWeek } from "../../../operations/measure-leads.ts";
import { startJudgedClient } from "./judged-client.ts";

const { world, portal, clientId, db, now, pass, run, raiseHand, logCall, config, configure, ofCheck } =
  startJudgedClient();

/** In London the afternoon of the tests is night there. */
const tokyo: TeamHours = {
  team: "Tokyo desk",
  timeZone: "Asia/Tokyo",
  businessHours: (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({
    day,
    opens: "09:00",
    closes: "18:00",
  })),
  holidays: [],
};
/** The portal's one owner, in other teams than before. */
const moveOwner = (teams: readonly string[]) =>
  portal().admin.liveThrough([{ what: "owner-moved", id: portal().ownerId, teams, at: now().toISOString() }]);
const waits = async () =>
  (await ofCheck("lead-unanswered")).map(({ status, ending, evidence }) => [
    status,
    ending,
    evidence["hoursOf"] ?? null,
  ]);
const look = (minutes: number) => pass(minutes).then(() => run({ cadence: "fast" }));
const leadsOfWeek = (at = now()) =>
  measureWeek(db(), config(), isoWeekOf(at.toISOString().slice(0, 10), "Europe/London"), at, at);

test("a lead waits in the hours of its owner's team, from the first minute after its promise on", async () => {
  configure({ teamHours: [tokyo] });
  await moveOwner(["Tokyo desk", "All hands"]);
  await raiseHand("kim@lead.example");
  await look(9 * 60 + 59);
  expect(await waits()).toEqual([]);
  // It is 09:59 there: the desk has been at work for 59 minutes.
  expect((await leadsOfWeek()).stillWithinPromise).toBe(1);
  await look(3);
  expect(await waits()).toEqual([["open", null, "Tokyo desk"]]);
  expect((await leadsOfWeek()).unanswered).toMatchObject([{ waitedMinutes: 62 }]);
});

test("an owner who changes teams has open waits judged anew, and nobody was answered by that", async () => {
  configure({ teamHours: [tokyo] });
  await moveOwner(["All hands"]);
  await raiseHand("kim@lead.example");
  await look(120);
  expect(await waits()).toEqual([["open", null, null]]);
  await moveOwner(["Tokyo desk"]);
  await look(1);
  expect(await waits()).toEqual([["resolved", "rule-changed", null]]);
  await moveOwner(["All hands"]);
  await look(1);
  expect(await waits()).toEqual([["open", null, null]]);
});

test("a team's hours, set or changed, have what waits judged anew; what was answered stays as it was counted", async () => {
  const { contactId } = await raiseHand("kim@lead.example");
  await raiseHand("lee@lead.example");
  await look(120);
  await logCall(contactId);
  await look(1);
  expect(await waits()).toEqual([
    ["resolved", "seen-healthy", null],
    ["open", null, null],
  ]);
  configure({ teamHours: [tokyo] });
  await moveOwner(["Tokyo desk"]);
  await look(1);
  expect((await waits())[1]).toEqual(["resolved", "rule-changed", null]);
  // Whoever was answered late by the client's hours is no faster by others.
  expect(await leadsOfWeek()).toMatchObject({ answeredLate: [{ waitedMinutes: 120 }], stillWithinPromise: 1 });
  configure({ teamHours: [{ ...tokyo, businessHours: "always" }] });
  await look(1);
  expect((await waits())[1]).toEqual(["open", null, "Tokyo desk"]);
});

test("while HubSpot has not said which team an owner is in, nothing is said of the wait", async () => {
  configure({ teamHours: [tokyo] });
  await raiseHand("kim@lead.example");
  const token = `pat-blind-${clientId()}`;
  await portal().admin.grantToken({ token, scopes: ["crm.objects.contacts.read", "sales-email-read"] });
  world().setToken(clientId(), token);
  await look(120);
  expect(await waits()).toEqual([]);
  configure({ teamHours: [] });
  await look(1);
  expect(await waits()).toEqual([["open", null, null]]);
});
