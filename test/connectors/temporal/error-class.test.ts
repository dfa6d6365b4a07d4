import { ServiceError } from "@temporalio/client";
import { NamespaceNotFoundError } from "@temporalio/common";
import { describe, expect, test } from "vitest";
import { explainTemporalError, sayTemporalError } from "../../../connectors/temporal/error-class.ts";

const grpc = (code: number, details = "") =>
  new ServiceError("Failed to describe schedule", {
    cause: Object.assign(new Error(`${code} STATUS: ${details}`), { code, details, metadata: {} }),
  });

describe("every status of Temporal's client has a class, a sentence and a way out", () => {
  test.each([
    {
      code: 1,
      as: "uncertain",
      says: "the connection was closed before Temporal answered (CANCELLED)",
      wayOut: "again",
    },
    { code: 2, as: "outage", says: "Temporal reports a fault of its own (UNKNOWN)", wayOut: "again" },
    { code: 3, as: "programming", says: "Temporal refuses what Revwatch asked of it", wayOut: "revwatch validate" },
    { code: 4, as: "outage", says: "Temporal did not answer in time (DEADLINE_EXCEEDED)", wayOut: "again" },
    { code: 6, as: "input", says: "has one of this name already", wayOut: "revwatch plan" },
    {
      code: 7,
      as: "refused",
      says: "Temporal does not allow this (PERMISSION_DENIED)",
      wayOut: "API key or certificate",
    },
    { code: 8, as: "throttled", says: "asked too much at once (RESOURCE_EXHAUSTED)", wayOut: "again" },
    { code: 9, as: "outage", says: "not ready for this", wayOut: "again" },
    { code: 10, as: "outage", says: "broke this off", wayOut: "again" },
    { code: 12, as: "refused", says: "no Temporal server, or one too old", wayOut: "TEMPORAL_ADDRESS" },
    { code: 13, as: "outage", says: "a fault of its own (INTERNAL)", wayOut: "again" },
    {
      code: 14,
      as: "outage",
      says: "Temporal does not answer (UNAVAILABLE)",
      wayOut: "Start Temporal, or correct TEMPORAL_ADDRESS",
    },
    { code: 15, as: "outage", says: "lost data", wayOut: "again" },
    { code: 16, as: "refused", says: "does not know who asks", wayOut: "TEMPORAL_API_KEY" },
    { code: 999, as: "outage", says: "a fault of its own", wayOut: "again" },
  ])("$code is $as: $says", ({ code, as, says, wayOut }) => {
    expect(explainTemporalError(grpc(code))).toMatchObject({ class: as });
    const sentence = sayTemporalError(grpc(code))!;
    expect(sentence.toLowerCase()).toContain(says.toLowerCase());
    expect(sentence).toContain(wayOut);
    expect(sentence).not.toContain("Failed to describe schedule");
  });

  test("a namespace that is not there is named, with the command that makes it", () => {
    const sentence = sayTemporalError(new NamespaceNotFoundError("clients"))!;
    expect(sentence).toMatch(/^Temporal has no namespace "clients"\. Create it \(`temporal operator namespace create/);
    expect(sentence).toContain("then run `revwatch apply`");
  });

  test("the server's own words are kept to their first line", () => {
    expect(sayTemporalError(grpc(14, `No connection established. ${"x".repeat(500)}\nat stack`))).toMatch(
      /^Temporal does not answer \(UNAVAILABLE: No connection established\. x{1,200}\)\. Start/,
    );
  });

  test("an error from elsewhere is nobody's here", () => {
    expect(sayTemporalError(new TypeError("x is undefined"))).toBeNull();
    expect(explainTemporalError(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))).toBeNull();
  });
});
