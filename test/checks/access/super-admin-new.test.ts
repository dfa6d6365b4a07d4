import { expect, test } from "vitest";
import { superAdminNew as check } from "../../../checks/access/super-admin-new.ts";
import { userWords, type User } from "../../../domain/inventory/user.ts";
import { judgeDrift } from "../around.ts";
import { daysAgo } from "../samples.ts";
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
    evidence: { email: "kim@client.example" },
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
  ["on it", ["ana@client.example", "KIM@client.example "], "pass"],
  ["missing from it", ["ana@client.example"], "fail"],
])("with a list: a new one who is %s", (_, superAdmins, status) => {
  expect(judged(user, admin, { superAdmins }).status).toBe(status);
  expect(judged(null, admin, { superAdmins }).status).toBe(status);
});

test("one of the first audit who is missing from the list is not new", () => {
  expect(judged(admin, admin, { superAdmins: ["ana@client.example"] }).status).toBe("pass");
});

describeSentences([
  {
    check,
    name: user.name,
    judge: () => judged(user, admin),
    brief: "new super admin",
    now: "Kim Weber (kim@client.example) was made a super admin without approval.",
    lasting: "Kim Weber (kim@client.example) was made a super admin without approval.",
    over: "Kim Weber (kim@client.example) had been made a super admin without approval.",
  },
]);
