import { expect, test } from "vitest";
import { superAdminsTooMany as check } from "../../../checks/access/super-admins-too-many.ts";
import type { Verdict } from "../../../domain/findings/verdict.ts";
import { user, verdictAround } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const users = (count: number, admins: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...user,
    id: String(index),
    name: `User ${String(index).padStart(2, "0")}`,
    isSuperAdmin: index < admins,
  }));
const judged = (count: number, admins: number, own = {}): Verdict =>
  verdictAround(check, { inventory: { user: users(count, admins) }, own });

test.each([
  [100, 3, "pass"],
  [100, 4, "fail"],
  [15, 3, "pass"],
  [14, 3, "fail"],
  [10, 2, "pass"],
  [9, 2, "fail"],
  [6, 1, "pass"],
  [6, 2, "fail"],
  [5, 2, "pass"],
  [5, 3, "fail"],
  [2, 2, "pass"],
  [1, 1, "pass"],
  [40, 0, "pass"],
])("of %d users %d super admins: %s", (count, admins, status) => {
  expect(judged(count, admins).status).toBe(status);
});

test.each([
  [10, 5, { maxPercent: 50, maxAdminUsers: 5 }, "pass"],
  [10, 6, { maxPercent: 100, maxAdminUsers: 5 }, "fail"],
  [10, 3, { smallTeamUsers: 10 }, "fail"],
  [10, 3, { smallTeamUsers: 10, maxAdminUsersOfSmallTeam: 3 }, "pass"],
  [5, 2, { smallTeamUsers: 0 }, "fail"],
])("%d users, %d super admins, with %j: %s", (count, admins, own, status) => {
  expect(judged(count, admins, own).status).toBe(status);
});

test("the portal is the subject, whoever the users are; which limit was passed is said", () => {
  expect(judged(14, 3)).toMatchObject({ evidence: { superAdmins: 3, users: 14, limit: "20 %" } });
  expect(judged(40, 4)).toMatchObject({ evidence: { limit: "3" } });
});

describeSentences([
  {
    check,
    name: "Super admins",
    judge: () => judged(40, 4),
    now: "4 of 40 users are super admins (limit 3): User 00, User 01, User 02, User 03.",
    lasting: "4 of 40 users are super admins (limit 3): User 00, User 01, User 02, User 03.",
    over: "4 of 40 users were super admins (limit 3): User 00, User 01, User 02, User 03.",
  },
]);

test("of many, ten are named", () => {
  const verdict = judged(100, 12);
  if (verdict.status !== "fail") throw new Error("It did not fail.");
  const said = check.say({ evidence: verdict.evidence, isOver: false } as never);
  expect(said).toMatch(/User 09 and 2 more\.$/);
});
