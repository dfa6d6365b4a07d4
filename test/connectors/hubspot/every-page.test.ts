import { expect, test } from "vitest";
import { everyPage } from "../../../connectors/hubspot/every-page.ts";
import { everyRead, seedEverything } from "./every-read.ts";
import { startPortal } from "./started-portal.ts";

/** The reads that walk over pages by cursor. Records are walked by whoever asks for their pages. */
const paged: readonly (keyof typeof everyRead)[] = [
  "auditEvents",
  "campaignAssets",
  "campaign",
  "formSubmissions",
  "form",
  "logins",
  "marketing-email",
  "owner",
  "securityEvents",
  "user",
  "workflow",
];

test.each([
  // Behind a cursor of nowhere some lists have nothing.
  ["repeated-cursor", /a cursor came twice|it is empty and points to a next page/],
  ["empty-page", /it is empty and points to a next page/],
] as const)("no read takes a %s for an end or for more", async (kind, message) => {
  const started = await startPortal();
  const seeded = await seedEverything(started);
  await started.portal.setFault({ kind });
  const outcomes: Record<string, string> = {};
  for (const name of paged)
    outcomes[name] = await everyRead[name]!.call(started.reader, seeded).then(
      () => "answered",
      (error: unknown) => String(error),
    );
  expect(outcomes).toEqual(Object.fromEntries(paged.map((name) => [name, expect.stringMatching(message) as string])));
});

test.each([
  [
    "fewer than HubSpot counts, twice",
    [
      [2, 3],
      [2, 3],
    ],
    expect.stringContaining("it lists 2 where it counts 3") as unknown,
  ],
  [
    "fewer than it counts, and then all, since one was deleted meanwhile",
    [
      [2, 3],
      [2, 2],
    ],
    2,
  ],
  ["as many as it counts", [[3, 3]], 3],
  ["more than it counts, since one was made meanwhile", [[3, 2]], 3],
  ["some, and HubSpot does not count", [[2, null]], 2],
] satisfies readonly [string, readonly (readonly [number, number | null])[], unknown][])(
  "a list that holds %s",
  async (_, readings, expected) => {
    const left = [...readings];
    const read = () => {
      const [held, total] = left.shift()!;
      return Promise.resolve({ results: Array.from({ length: held }, (_unused, index) => index), total });
    };
    const end = everyPage("GET things", read).then(
      (items) => items.length,
      (error: unknown) => String(error),
    );
    expect(await end).toEqual(expected);
    expect(left).toEqual([]);
  },
);
