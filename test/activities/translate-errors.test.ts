import { ApplicationFailure, CancelledFailure } from "@temporalio/common";
import { NamespaceNotFoundError } from "@temporalio/common";
import { ServiceError } from "@temporalio/client";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readAttempts } from "../../activities/last-attempt.ts";
import { asTemporalFailure, attemptsOfUnknown } from "../../activities/translate-errors.ts";
import { UnknownClient } from "../../activities/world.ts";
import { SecretMissing } from "../../config/read-secret.ts";
import {
  HubSpotBadAnswer,
  HubSpotBadRequest,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../connectors/hubspot/errors.ts";
import { parseIsoWeek } from "../../domain/time/iso-week.ts";

const asked = "GET /crm/objects/2026-09/contacts";
const coded = (code: string, message = "it went wrong", more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });
const sql = (code: string, more: object = {}) =>
  coded(code, 'value "Ada Lovelace" is bad', { severity: "ERROR", ...more });
const grpc = (code: number) => Object.assign(new Error("grpc"), { code, details: "no", metadata: {} });
const thrown = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("the class of an error is the type of its failure", () => {
  test.each([
    ["refused", new HubSpotUnauthorized(asked)],
    ["refused", new HubSpotForbidden(asked, ["crm.objects.contacts.read"])],
    ["programming", new HubSpotBadRequest(asked, 400, null)],
    ["throttled", new HubSpotRateLimited(asked, "SECONDLY", 1_000)],
    ["throttled", new HubSpotMigrating(asked, 3_600_000)],
    ["outage", new HubSpotOutage(asked, "status 500")],
    ["outage", new HubSpotBadAnswer(asked, "it is empty")],
    ["programming", sql("42601")],
    ["programming", sql("42P01")],
    ["programming", sql("23505")],
    ["programming", sql("22P02")],
    ["refused", sql("42501")],
    ["refused", sql("28P01")],
    ["outage", sql("57P01")],
    ["outage", sql("57P03")],
    ["outage", sql("53100")],
    ["outage", sql("53300")],
    ["outage", coded("53100", "The disk is full.")],
    ["outage", coded("EPIPE")],
    ["outage", sql("40001")],
    ["outage", sql("40P01")],
    ["outage", sql("25006")],
    ["outage", sql("08006")],
    ["outage", new Error("Connection terminated unexpectedly")],
    ["outage", new Error("timeout exceeded when trying to connect")],
    ["outage", coded("ECONNREFUSED")],
    ["outage", new TypeError("fetch failed", { cause: coded("ECONNRESET") })],
    ["outage", new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")])],
    ["outage", coded("ENOSPC")],
    ["refused", coded("EACCES")],
    ["refused", new SecretMissing("The environment variable X is not set.", "X")],
    ["outage", new ServiceError("Failed to describe schedule", { cause: grpc(14) })],
    ["outage", new ServiceError("Failed to describe schedule", { cause: grpc(4) })],
    ["throttled", new ServiceError("Failed to describe schedule", { cause: grpc(8) })],
    ["refused", new ServiceError("Failed to describe schedule", { cause: grpc(7) })],
    ["refused", new NamespaceNotFoundError("clients")],
    ["programming", new ServiceError("Failed to create schedule", { cause: grpc(3) })],
    ["programming", new TypeError("x is undefined")],
    ["programming", thrown(() => JSON.parse("Ada Lovelace"))],
    ["programming", "a text"],
    ["input", thrown(() => z.int().parse("Ada Lovelace"))],
    ["input", thrown(() => parseIsoWeek("2026-W54", "UTC"))],
    ["unknown", new Error("nobody knows this one")],
  ])("%s: %s", (type, error) => {
    const failure = asTemporalFailure(error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type });
    expect((failure as ApplicationFailure).message).not.toBe("");
    // What a library quotes of the data stays out of the history, and so does its own error.
    expect(`${(failure as ApplicationFailure).message}${(failure as ApplicationFailure).stack}`).not.toContain(
      "Ada Lovelace",
    );
    expect((failure as ApplicationFailure).cause).toBeUndefined();
  });
});

test("an error that nobody knows gets five attempts, and counts as a fault of ours from then on", () => {
  const error = new Error("nobody knows this one");
  expect(asTemporalFailure(error, attemptsOfUnknown - 1)).toMatchObject({ type: "unknown" });
  expect(asTemporalFailure(error, attemptsOfUnknown)).toMatchObject({ type: "programming" });
});

test("HubSpot is asked four times, and a database that is away longer", () => {
  expect(
    (asTemporalFailure(new HubSpotOutage(asked, "status 500"), readAttempts - 1) as ApplicationFailure).nonRetryable,
  ).not.toBe(true);
  expect(asTemporalFailure(new HubSpotOutage(asked, "status 500"), readAttempts)).toMatchObject({ nonRetryable: true });
  expect((asTemporalFailure(sql("57P01"), 50) as ApplicationFailure).nonRetryable).not.toBe(true);
});

test.each([
  [1, 750, 1_250],
  [3, 3_000, 5_000],
  [4, 3_750, 6_250],
  [700, 3_750, 6_250],
])("after attempt %i the database is asked again within seconds", (attempt, soonest, latest) => {
  for (const [random, right] of [
    [() => 0, soonest],
    [() => 1, latest],
  ] as const)
    expect(asTemporalFailure(sql("57P01"), attempt, random)).toMatchObject({ nextRetryDelay: right });
});

describe("a wait that HubSpot names is kept, with jitter, and is nothing for an error log", () => {
  test.each([
    [new HubSpotRateLimited(asked, "TEN_SECONDLY_ROLLING", 7_000), 7_000, 7_700],
    [new HubSpotRateLimited(asked, "TEN_SECONDLY_ROLLING", 600_000), 600_000, 605_000],
    // The whole portal waits: the next attempt finds that out with one request, and the run parks.
    [new HubSpotRateLimited(asked, "DAILY", 3_600_000), 60_000, 65_000],
    [new HubSpotMigrating(asked, 3_600_000), 60_000, 65_000],
  ])("%s", (error, atLeast, atMost) => {
    expect(asTemporalFailure(error, 3, () => 0)).toMatchObject({ nextRetryDelay: atLeast, category: "BENIGN" });
    const { nextRetryDelay } = asTemporalFailure(error, 3, () => 0.999) as ApplicationFailure;
    expect(nextRetryDelay).toBeGreaterThan(atLeast);
    expect(nextRetryDelay).toBeLessThanOrEqual(atMost);
  });
});

test("a fault of ours is tried again every five minutes, where it is tried again at all", () => {
  expect(asTemporalFailure(new TypeError("x is undefined"))).toMatchObject({ nextRetryDelay: 300_000 });
});

test("a client that has left the config ends every workflow", () => {
  expect(asTemporalFailure(new UnknownClient("gone"))).toMatchObject({ type: "UnknownClient", nonRetryable: true });
});

test.each([new CancelledFailure("stopped"), ApplicationFailure.create({ type: "own" })])(
  "what is Temporal's own passes through as it is: $name",
  (failure) => expect(asTemporalFailure(failure)).toBe(failure),
);
