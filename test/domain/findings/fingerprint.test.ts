import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprint } from "../../../domain/findings/fingerprint.ts";

test("it can be read", () => {
  expect(fingerprint("deal-close-date-past", "deal", "9001")).toBe("deal-close-date-past.deal.9001");
});

test("two subjects never share one, and it fits into an address as it is", () => {
  const id = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(fingerprint("check", "deal", one) === fingerprint("check", "deal", other)).toBe(one === other);
      expect(fingerprint("check", "deal", one)).not.toMatch(/[\s/?#&]/);
    }),
  );
});
