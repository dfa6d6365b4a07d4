import { expect, test } from "vitest";
import { scopesFor } from "../../../connectors/hubspot/scopes.ts";

test.each([
  [[], [], []],
  [["contact"], ["crm.objects.contacts.read"], []],
  [["deal", "pipeline"], ["crm.objects.deals.read"], []],
  [["hand"], ["crm.objects.contacts.read"], ["forms"]],
  [["touch", "contact"], ["crm.objects.contacts.read", "sales-email-read"], []],
  [["hand", "form"], ["crm.objects.contacts.read", "forms"], []],
] as const)("%j needs %j, and knows more with %j", (scans, needed, better) => {
  expect(scopesFor(scans)).toEqual({ needed, better });
});
