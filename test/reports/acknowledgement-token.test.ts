import fc from "fast-check";
import { expect, test } from "vitest";
import { signAcknowledgement, verifyAcknowledgement } from "../../reports/alert/acknowledgement-token.ts";

const target = fc.record({ clientId: fc.string(), alertId: fc.string(), episode: fc.nat() });

test("a signed value comes back as it was, by the same key only", () => {
  fc.assert(
    fc.property(target, fc.string({ minLength: 1 }), (wanted, key) => {
      const value = signAcknowledgement(wanted, key);
      expect(verifyAcknowledgement(value, key)).toEqual(wanted);
      expect(verifyAcknowledgement(value, `${key}x`)).toBeNull();
    }),
  );
});

test("a changed value is refused", () => {
  const value = signAcknowledgement({ clientId: "northwind", alertId: "sales.routing", episode: 2 }, "key");
  const [version, , mac] = value.split(".");
  const forged = Buffer.from(JSON.stringify(["globex", "sales.routing", 2])).toString("base64url");
  for (const wrong of [
    "",
    "v1",
    "v1..",
    value.slice(0, -2),
    `${value}.x`,
    `v2${value.slice(2)}`,
    `${version}.${forged}.${mac}`,
  ]) {
    expect(verifyAcknowledgement(wrong, "key")).toBeNull();
  }
});

test("arbitrary text is refused without an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(verifyAcknowledgement(text, "key")).toBeNull();
    }),
  );
});

test("it fits into a Slack button", () => {
  const value = signAcknowledgement(
    { clientId: "c".repeat(64), alertId: `${"r".repeat(64)}.campaign-tracking`, episode: 99_999 },
    "key",
  );
  expect(value.length).toBeLessThan(2000);
});
