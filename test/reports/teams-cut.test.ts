import { expect, test } from "vitest";
import { composeNotice } from "../../domain/watch/notice.ts";
import { renderRestoredForTeams } from "../../reports/restored/teams.ts";
import { sizeOf, mostCardBytes, type Card } from "../../reports/teams/card.ts";
import { renderWatchForTeams } from "../../reports/watch/teams.ts";
import { recordOf, sampleSigns } from "./sample-signs.ts";

const saidIn = ({ body }: Card) => body.map(({ inlines }) => inlines.map(({ text }) => text).join(""));

test("what of the watch does not fit into a card is counted", () => {
  const long = {
    ...recordOf(sampleSigns[0]!),
    what: "長".repeat(600),
    why: "い".repeat(600),
    wayOut: "文".repeat(600),
  };
  const card = renderWatchForTeams(composeNotice("told", Array(12).fill(long), null));
  const lines = saidIn(card).filter((text) => text.startsWith("長")).length;
  expect(sizeOf(card)).toBeLessThanOrEqual(mostCardBytes);
  expect(lines).toBeLessThan(10);
  expect(saidIn(card)).toContain(`and ${12 - lines} more`);
});

test("what of a summary does not fit is counted", () => {
  const url = `https://revwatch.example.com/${"x".repeat(1_500)}`;
  const clients = Array.from({ length: 20 }, (_, at) => ({
    name: `Client ${at}`,
    openFindings: 1,
    unacknowledged: 0,
    url,
  }));
  const at = new Date("2026-11-25T09:00:00Z");
  const card = renderRestoredForTeams({ from: at, until: at, timeZone: "UTC", clients, reports: [] });
  expect(sizeOf(card)).toBeLessThanOrEqual(mostCardBytes);
  expect(saidIn(card)).toContain("and 10 more");
});
