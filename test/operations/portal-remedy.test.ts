import { expect, test } from "vitest";
import { SecretMissing } from "../../config/read-secret.ts";
import {
  HubSpotBadAnswer,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../connectors/hubspot/errors.ts";
import { portalRemedy } from "../../operations/doctor/portal-remedy.ts";

const asked = "GET /account-info/2026-09/details";

test.each([
  [new HubSpotUnauthorized(asked), /^Create a new token in HubSpot/],
  [new HubSpotUnauthorized(asked, "consent"), /^Reconnect/],
  [new HubSpotForbidden(asked, ["crm.objects.deals.read"]), /^Add the scope/],
  [new HubSpotMigrating(asked, 60_000), /^Nothing to do but wait/],
  [new HubSpotRateLimited(asked, "DAILY", 60_000), /^Nothing to do but wait/],
  [new HubSpotOutage(asked, "the connection failed"), /status\.hubspot\.com.*hubspot\.address/],
  [new HubSpotBadAnswer(asked, "it is no JSON"), /status\.hubspot\.com/],
  [null, /^Look at the network/],
  [new Error("anything else"), /^Correct clients\/acme\.yaml/],
])("%s: %s", (error, remedy) => {
  expect(portalRemedy(error, "acme")).toMatch(remedy);
});

test("a secret that is not there is corrected where it is named", () => {
  expect(portalRemedy(Object.create(SecretMissing.prototype), "acme")).toMatch(/^Correct clients\/acme\.yaml/);
});
