import { expect, test } from "vitest";
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
