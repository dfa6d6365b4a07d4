import { expect, test } from "vitest";
import { portalUnreadable } from "../../../checks/ourselves/portal-unreadable.ts";
import { granted, type AccessState } from "../../../domain/access.ts";
import { judgeAccess } from "../around.ts";

const states: readonly AccessState[] = [
  ...(["token-missing", "token-refused", "wrong-portal", "migrating", "daily-limit-reached", "unreachable"] as const),
];

test("it passes while access is granted", () => {
  expect(judgeAccess(portalUnreadable, granted)).toEqual({ status: "pass" });
});

test.each(states)("it fails when access is %s, with the reason and the way out", (state) => {
  const judged = judgeAccess(portalUnreadable, {
    state,
    reason: "HubSpot refuses the token.",
    remedy: "Make a new one.",
  });
  expect(judged).toEqual({
    status: "fail",
    evidence: { state, reason: "HubSpot refuses the token.", remedy: "Make a new one." },
  });
});
