import { ApplicationFailure } from "@temporalio/common";
import { describe, expect, test } from "vitest";
import { asTemporalFailure } from "../../activities/translate-errors.ts";
import { UnknownClient } from "../../activities/world.ts";
import {
  HubSpotBadAnswer,
  HubSpotBadRequest,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../connectors/hubspot/errors.ts";

const asked = "GET /crm/objects/2026-09/contacts";

describe("what only a person can mend is not tried again", () => {
  test.each([
    new HubSpotUnauthorized(asked),
    new HubSpotForbidden(asked, ["crm.objects.contacts.read"]),
    new HubSpotBadRequest(asked, 400, null),
    new UnknownClient("gone"),
  ])("$name", (error) => {
    const failure = asTemporalFailure(error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: error.name, message: error.message, nonRetryable: true });
  });
});

describe("a wait that HubSpot names is kept, up to a minute, and is nothing for an error log", () => {
  test.each([
    [new HubSpotRateLimited(asked, "TEN_SECONDLY_ROLLING", 7_000), 7_000],
    [new HubSpotRateLimited(asked, "DAILY", 3_600_000), 60_000],
    [new HubSpotMigrating(asked, 3_600_000), 60_000],
  ])("%s", (error, nextRetryDelay) => {
    expect(asTemporalFailure(error)).toMatchObject({ nextRetryDelay, category: "BENIGN", type: error.name });
    expect((asTemporalFailure(error) as ApplicationFailure).nonRetryable).not.toBe(true);
  });
});

test.each([new HubSpotOutage(asked, "status 500"), new HubSpotBadAnswer(asked, "it is empty"), new Error("anything")])(
  "what trying again may mend passes through as it is: $name",
  (error) => expect(asTemporalFailure(error)).toBe(error),
);
