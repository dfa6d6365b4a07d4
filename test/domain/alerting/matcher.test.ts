import { expect, test } from "vitest";
import { matches, sayMatcher, type Matcher } from "../../../domain/alerting/matcher.ts";
import { sampleCandidate } from "./sample-candidate.ts";

const candidate = sampleCandidate(7, {
  teams: ["Enterprise", "DACH"],
  pipeline: "Renewals",
  form: "Pricing: Book a demo",
});

test.each<readonly [matcher: Matcher, fits: boolean]>([
  [{}, true],
  [{ checks: ["lead-unanswered"] }, true],
  [{ checks: ["lead-stale"] }, false],
  [{ checks: [] }, false],
  [{ topics: ["stale-deals", "waiting-leads"] }, true],
  [{ topics: ["stale-deals"] }, false],
  [{ severities: ["high"] }, true],
  [{ severities: ["critical"] }, false],
  [{ owners: ["ana"] }, true],
  [{ owners: ["ben"] }, false],
  [{ teams: ["DACH"] }, true],
  [{ teams: ["Nordics"] }, false],
  [{ pipelines: ["Renewals"] }, true],
  [{ pipelines: ["New business"] }, false],
  [{ forms: ["Book a demo"] }, true],
  [{ forms: ["a demo"] }, false],
  [{ subjects: ["7"] }, true],
  [{ subjects: ["8"] }, false],
  [{ checks: ["lead-unanswered"], severities: ["low"] }, false],
])("%j", (matcher, fits) => {
  expect(matches(matcher, candidate)).toBe(fits);
});

test("what a finding lacks fits no line that asks for it", () => {
  const bare = sampleCandidate(1, { ownerId: null });
  expect(
    [{ owners: ["ana"] }, { pipelines: ["Renewals"] }, { forms: [""] }, { teams: [] }].some((one) =>
      matches(one, bare),
    ),
  ).toBe(false);
});

test("it is said in plain words, severities mildest first", () => {
  expect(sayMatcher({})).toBe("everything");
  expect(sayMatcher({ severities: ["medium", "low"], checks: ["lead-stale"], subjects: ["1", "2", "3"] })).toBe(
    "check lead-stale, severity low or medium, record 1, 2 or 3",
  );
});
