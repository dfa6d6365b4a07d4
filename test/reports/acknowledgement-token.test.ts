import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAcknowledgement, signAcknowledgement } from "../../reports/alert/acknowledgement-token.ts";

const key = { id: "1", secret: "key" };
const issuedAt = new Date("2026-11-25T10:00:00Z");
const expiresAt = new Date("2026-12-09T10:00:00Z");
const later = new Date("2026-12-01T10:00:00Z");
const target = { clientId: "northwind", alertId: "sales.routing", episode: 2, receiver: "sales", revision: 7 };
const sign = (by = key) => signAcknowledgement(target, by, { issuedAt, expiresAt });
const read = (value: string, keys = [key], now = later, oldUntil: Date | null = null) =>
  readAcknowledgement(value, keys, now, oldUntil);
const invalid = { ok: false, because: "invalid" };
const expired = { ok: false, because: "expired" };

test("a signed value comes back as it was, by the same key only", () => {
  const targets = fc.record({
    clientId: fc.string(),
    alertId: fc.string(),
    episode: fc.nat(),
    receiver: fc.option(fc.string()),
    revision: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(targets, fc.string({ minLength: 1 }), (wanted, secret) => {
      const value = signAcknowledgement(wanted, { id: "1", secret }, { issuedAt, expiresAt });
      expect(read(value, [{ id: "1", secret }])).toEqual({ ok: true, target: wanted });
      expect(read(value, [{ id: "1", secret: `${secret}x` }])).toEqual(invalid);
    }),
  );
});

test("a changed value is refused: another client, receiver, revision, end, key or version", () => {
  const value = sign();
  const [version, id, payload, mac] = value.split(".");
  const fields = JSON.parse(Buffer.from(payload!, "base64url").toString()) as unknown[];
  const forged = fields.map((_field, index) =>
    Buffer.from(
      JSON.stringify(fields.with(index, typeof fields[index] === "number" ? 9_999_999_999 : "other")),
    ).toString("base64url"),
  );
  for (const wrong of [
    "",
    "v2",
    "v2...",
    `${value}.x`,
    value.slice(0, -2),
    `v1${value.slice(2)}`,
    `v3${value.slice(2)}`,
    ...forged.map((other) => `${version}.${id}.${other}.${mac}`),
    `${version}.2.${payload}.${mac}`,
  ])
    expect(read(wrong, [key, { id: "2", secret: "key" }])).toEqual(invalid);
});

test("arbitrary text is refused without an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(read(text).ok).toBe(false);
    }),
  );
});

test("it holds to the second before its end", () => {
  expect(read(sign(), [key], new Date(expiresAt.getTime() - 1_000)).ok).toBe(true);
  expect(read(sign(), [key], expiresAt)).toEqual(expired);
});

test("a key that was exchanged is still read, one that was forgotten is not", () => {
  const next = { id: "2", secret: "another" };
  expect(read(sign(), [next, key]).ok).toBe(true);
  expect(read(sign(), [next])).toEqual(invalid);
});

describe("a button that an older Revwatch sent", () => {
  const payload = Buffer.from(JSON.stringify(["northwind", "sales.routing", 2])).toString("base64url");
  const old = `v1.${payload}.${createHmac("sha256", "key").update(`v1.acknowledge.${payload}`).digest("base64url")}`;

  test("holds for as long after the upgrade as any button", () => {
    expect(read(old, [key], later, expiresAt)).toEqual({
      ok: true,
      target: { ...target, receiver: null, revision: null },
    });
    expect(read(old, [key], expiresAt, expiresAt)).toEqual(expired);
    expect(read(old, [{ id: "2", secret: "another" }], later, expiresAt)).toEqual(invalid);
  });
});

test("it fits into a Slack button", () => {
  const long = { clientId: "c".repeat(64), alertId: `${"r".repeat(64)}.campaign-tracking`, receiver: "r".repeat(64) };
  const value = signAcknowledgement({ ...target, ...long }, key, { issuedAt, expiresAt });
  expect(value.length).toBeLessThan(2000);
});
