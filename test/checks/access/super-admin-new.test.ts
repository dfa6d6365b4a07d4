import { expect, test } from "vitest";
import { superAdminNew as check } from "../../../checks/access/super-admin-new.ts";
import { userWords, type User } from "../../../domain/inventory/user.ts";
import { daysAgo, judgeDrift } from "../around.ts";
import { user } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const admin = { ...user, isSuperAdmin: true };
const judged = (was: User | null, is: User | null, { superAdmins = [] as string[], isAccepted = false } = {}) =>
  judgeDrift(check, userWords, { was, is, isAccepted, own: { superAdmins } });

test.each([
  ["who was made one", user, admin],
  ["who is new", null, admin],
])("a super admin %s fails since that was met", (_, was, is) => {
  expect(judged(was, is)).toEqual({
    status: "fail",
    evidence: { email: "kim@client.example", isNew: true },
    since: daysAgo(1),
  });
});

test.each([
  ["who was one at the first audit", admin, admin],
  ["who was one, and got another name", admin, { ...admin, name: "Kim Roth" }],
  ["who is none", user, user],
  ["who is new and none", null, user],
  ["who is none any more", admin, user],
  ["who was one and left", admin, null],
  ["who left", user, null],
])("somebody %s passes", (_, was, is) => {
  expect(judged(was, is)).toEqual({ status: "pass", ending: "reverted" });
});

test("one whom a person approved passes, and ends as accepted", () => {
  expect(judged(admin, admin, { isAccepted: true })).toEqual({ status: "pass", ending: "accepted" });
});

test.each([
  ["on it, and new", user, ["KIM@client.example "], false, "pass"],
  ["missing from it, and new", user, ["ana@client.example"], false, "fail"],
  ["missing from it, and of the first audit", admin, ["ana@client.example"], false, "fail"],
  ["missing from it, and approved by a person", admin, ["ana@client.example"], true, "pass"],
])("with a list: %s", (_, was, superAdmins, isAccepted, status) => {
  const is = was.isSuperAdmin ? was : admin;
  expect(judged(was, is, { superAdmins, isAccepted }).status).toBe(status);
});

test("one of the first audit who is missing from the list is not called new", () => {
  const verdict = judged(admin, admin, { superAdmins: ["ana@client.example"] });
  expect(verdict).toEqual({ status: "fail", evidence: { email: "kim@client.example", isNew: false } });
});

describeSentences([
  {
    check,
    name: user.name,
    judge: () => judged(user, admin),
    now: "Kim Weber (kim@client.example) was made a super admin without approval.",
    lasting: "Kim Weber (kim@client.example) was made a super admin without approval.",
    over: "Kim Weber (kim@client.example) had been made a super admin without approval.",
  },
  {
    check,
    name: user.name,
    judge: () => judged(admin, admin, { superAdmins: ["ana@client.example"] }),
    now: "Kim Weber (kim@client.example) is a super admin and not on the list of those who may be.",
    lasting: "Kim Weber (kim@client.example) is a super admin and not on the list of those who may be.",
    over: "Kim Weber (kim@client.example) was a super admin and not on the list of those who may be.",
  },
]);
