import { expect, test } from "vitest";
import { sayLocalLink } from "../../reports/email/local-link.ts";

test.each([
  ["http://127.0.0.1:4400/clients/northwind", true],
  ["http://localhost:4400/", true],
  ["http://[::1]:4400/", true],
  ["https://revwatch.example/clients/northwind", false],
  ["http://127.0.0.1.evil.example/", false],
  ["not an address", false],
  [null, false],
])("a mail with the link %s says that it opens here only: %s", (url, isSaid) => {
  expect(sayLocalLink(url) !== null).toBe(isSaid);
});
