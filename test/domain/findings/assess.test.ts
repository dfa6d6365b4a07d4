import { describe, expect, test } from "vitest";
import { granted, type PortalAccess } from "../../../domain/access.ts";
import { assess, inDoubt } from "../../../domain/findings/assess.ts";
import type { ScanReceipt, ScanStatus, ScanSubject } from "../../../domain/mirror/scan.ts";

const ofRecords = { scans: ["contact", "touch"], counts: false, watchesAccess: false } as const;
const ofCounts = { ...ofRecords, counts: true };
const ofUs = { scans: [], counts: false, watchesAccess: true } as const;
const refused: PortalAccess = {
  state: "token-refused",
  reason: "HubSpot refuses the token.",
  remedy: "Make a new one.",
};
const receipt = (subject: ScanSubject, status: ScanStatus, reason: string | null = null): ScanReceipt => ({
  subject,
  status,
  reason,
  records: 5,
});
const read = [receipt("contact", "complete"), receipt("touch", "complete")];
const withContact = (status: ScanStatus, reason = "because") => [receipt("contact", status, reason), read[1]!];

test("everything was read: it is assessed and may resolve", () => {
  expect(assess(ofRecords, read, granted, [])).toEqual({
    status: "assessed",
    reason: null,
    remedy: null,
    evaluates: true,
    mayResolve: true,
  });
});

describe.each([
  ["a check of single records", ofRecords],
  ["a check that counts", ofCounts],
])("%s", (_, check) => {
  test.each(["complete", "partial", "suspicious", "unreadable"] as const)(
    "a scan that is not its own does not matter: %s",
    (status) => {
      expect(assess(check, [...read, receipt("deal", status)], granted, []).status).toBe("assessed");
    },
  );

  test("without access it is not assessed, with the reason and the way out", () => {
    expect(assess(check, [], refused, [])).toEqual({
      status: "not-assessed",
      reason: "HubSpot refuses the token.",
      remedy: "Make a new one.",
      evaluates: false,
      mayResolve: false,
    });
  });

  test("a scan that never happened is no empty portal", () => {
    expect(assess(check, [read[0]!], granted, [])).toMatchObject({
      status: "not-assessed",
      reason: "The touches were not read in this run.",
      evaluates: false,
    });
  });

  test("what could not be read at all is not assessed", () => {
    expect(assess(check, withContact("unreadable"), granted, [])).toMatchObject({
      status: "not-assessed",
      reason: "because",
    });
  });

  test("a suspicious fall may open and resolves nothing", () => {
    expect(assess(check, withContact("suspicious"), granted, [])).toMatchObject({
      status: "partly-assessed",
      evaluates: true,
      mayResolve: false,
      remedy: "Look in HubSpot whether they are really gone, before you confirm it.",
    });
  });

  test("a property that the portal does not have is not the same as an empty one", () => {
    expect(assess(check, read, granted, ["contact.utm", "contact.region"])).toMatchObject({
      status: "not-assessed",
      reason: "This portal has no property contact.utm, contact.region.",
    });
  });
});

test("half a scan may open findings of single records", () => {
  expect(assess(ofRecords, withContact("partial"), granted, [])).toMatchObject({
    status: "partly-assessed",
    reason: "because",
    evaluates: true,
    mayResolve: false,
  });
});

test("half a count says nothing", () => {
  expect(assess(ofCounts, withContact("partial"), granted, [])).toMatchObject({
    status: "not-assessed",
    reason: "Only a part was read, and a share of a part says nothing: because",
    evaluates: false,
  });
});

test("whether we can see is judged above all when we cannot", () => {
  for (const access of [granted, refused]) expect(assess(ofUs, [], access, []).status).toBe("assessed");
});

describe("the way out", () => {
  const refused = (scopes: readonly string[]): readonly ScanReceipt[] => [
    { subject: "contact", status: "unreadable", reason: "HubSpot refuses it.", records: 0, isForbidden: true, scopes },
  ];

  test.each([
    [["crm.objects.contacts.read"], "crm.objects.contacts.read"],
    [["crm.objects.owners.read", "crm.objects.users.read"], "crm.objects.owners.read or crm.objects.users.read"],
  ])("names the missing scopes %s, whatever the reason says", (scopes, said) => {
    expect(assess(ofRecords, refused(scopes), granted, [])).toMatchObject({
      reason: "HubSpot refuses it.",
      remedy: `Add the scope ${said} to the app in HubSpot and use its new token; an OAuth app is installed in the portal once more.`,
    });
  });

  test("where HubSpot names none, none is made up", () => {
    expect(assess(ofRecords, refused([]), granted, []).remedy).toMatch(/^The next run reads it again/);
  });

  // A run that was under way during the upgrade brings receipts whose sentence alone names the scope.
  describe("of a receipt of an older version", () => {
    test.each([
      ["crm.objects.contacts.read"],
      ["crm.objects.owners.read or crm.objects.users.read"],
      ["sales-email-read"],
      ["crm.objects.line_items.read"],
    ])("names the missing scope %s", (scope) => {
      const reason = `HubSpot refuses GET /crm/objects/2026-09/contacts: the token lacks the scope ${scope}. Add it to the app and use the new token. 0 contacts had been read by then.`;
      expect(assess(ofRecords, withContact("unreadable", reason), granted, []).remedy).toBe(
        `Add the scope ${scope} to the app in HubSpot and use its new token; an OAuth app is installed in the portal once more.`,
      );
    });

    test.each(["unreadable", "partial", "suspicious"] as const)(
      "is not said twice, in the reason of a %s scan too",
      (status) => {
        const told =
          "HubSpot refuses it: the token lacks the scope a.read. Add it to the app and use the new token. 3 were read.";
        const { reason, remedy } = assess(ofRecords, withContact(status, told), granted, []);
        expect(reason).toBe("HubSpot refuses it: the token lacks the scope a.read. 3 were read.");
        expect(remedy).toContain("Add the scope a.read");
      },
    );
  });

  test("to confirm what has shrunk stands in its reason alone, with the client's own id", () => {
    const told =
      "There are 3 where there were 40. Until someone confirms that with `revwatch audit --client northwind --accept-shrink`";
    expect(assess(ofRecords, withContact("suspicious", told), granted, []).remedy).not.toContain("--accept-shrink");
  });

  test("else the next run tries again", () => {
    expect(assess(ofRecords, withContact("unreadable"), granted, []).remedy).toMatch(/next run reads it again/);
  });
});

test("what the judging left out puts the whole check in doubt", () => {
  const assessed = assess(ofCounts, read, granted, []);
  expect(inDoubt(assessed, "2 of the records could not be counted")).toMatchObject({
    status: "partly-assessed",
    reason: "2 of the records could not be counted",
    evaluates: true,
    mayResolve: false,
  });
});
