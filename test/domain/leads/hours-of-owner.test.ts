import { expect, test } from "vitest";
import { businessTimeOf } from "../../../config/calendar.ts";
import { sayWhoseTime } from "../../../domain/business-time.ts";
import { hoursOfOwners } from "../../../domain/leads/hours-of-owner.ts";

const teamHours = [
  { team: "Lisbon sales", timeZone: "Europe/Lisbon", businessHours: "always", holidays: [] },
  { team: "42", timeZone: "Asia/Tokyo", businessHours: "always", holidays: [] },
] as const;
const client = businessTimeOf({ timeZone: "Europe/Berlin", businessHours: "always", holidays: [], teamHours });
const owner = (id: string, ...teams: readonly (readonly [id: string, name: string])[]) => ({
  id,
  teamIds: teams.map(([teamId]) => teamId),
  teamNames: teams.map(([, name]) => name),
});
const owners = [
  owner("by-name", ["7", " LISBON sales"], ["42", "Tokyo"]),
  owner("by-id", ["42", "Tokyo"], ["7", "Lisbon sales"]),
  owner("elsewhere", ["9", "Berlin"], ["7", "Lisbon sales"]),
  owner("in-none"),
  { id: "of-an-older-version", teamIds: ["7"] },
  { id: "of-an-older-version-by-id", teamIds: ["42"] },
];
const hoursOf = hoursOfOwners(
  teamHours.map(({ team }) => team),
  owners,
  client,
)!;

test.each([
  ["by-name", "Lisbon sales"],
  ["by-id", "42"],
  ["of-an-older-version-by-id", "42"],
  ["elsewhere", undefined],
  ["in-none", undefined],
  ["nobody whom HubSpot lists", undefined],
  [null, undefined],
])("the hours of %s are those of %s", (ownerId, team) => {
  expect(hoursOf(ownerId)).toMatchObject({ timeZone: "Europe/Berlin" });
  expect(hoursOf(ownerId)!.team).toBe(team);
});

test("an owner whom nobody has read, or whose team has no name yet, has no known hours", () => {
  expect(hoursOf(undefined)).toBeNull();
  expect(hoursOf("of-an-older-version")).toBeNull();
  expect(hoursOfOwners(["42"], [], client)!("by-id")).toBeNull();
});

test("where no team has hours of its own there is nothing to ask", () => {
  expect(hoursOfOwners([], owners, client)).toBeUndefined();
});

test("sentences say whose time it is", () => {
  expect(["by-name", "by-id", "in-none"].map((id) => sayWhoseTime(hoursOf(id)!))).toEqual([
    "business time of the team Lisbon sales",
    "business time of team 42",
    "business time",
  ]);
});
