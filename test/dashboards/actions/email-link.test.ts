import { describe, expect, test } from "vitest";
import { fixtureNow } from "../../support/fixture-rows.ts";
import { signedValue } from "../fixture-dashboard.ts";
import { startVisitor, target } from "./visitor.ts";

const visitor = startVisitor();

describe("by the link in an e-mail", () => {
  const path = (value = signedValue(target)) => `/acknowledge/${value}`;
  const post = (form: Record<string, string>, value?: string) =>
    visitor.dashboard.app.request(path(value), {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });

  test("opening it shows the alert and does nothing, however often a mail system opens it", async () => {
    for (let time = 0; time < 100; time += 1) expect((await visitor.dashboard.app.request(path())).status).toBe(200);
    const text = await (await visitor.dashboard.app.request(path())).text();
    expect(text).toContain('method="post"');
    expect(text).toContain("Northwind");
    expect(visitor.taken).toEqual([]);
  });

  test("the button acknowledges what the message showed, in the name that was given", async () => {
    const response = await post({ by: "Ana Silva" });
    expect(response.status).toBe(303);
    expect(visitor.taken).toEqual([{ ...target, by: "Ana Silva", via: "email" }]);
  });

  test("what came after the e-mail is not covered, and the page says so", async () => {
    visitor.answer = async () => ({ ok: true, uncovered: 2 });
    const response = await post({ by: "Ana Silva" });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("2 findings came after this e-mail: view the list to see all.");
  });

  test.each([
    ["expired", signedValue(target, undefined, fixtureNow), 410, "expired"],
    ["signed by another key", signedValue(target, { id: "1", secret: "another" }), 404, "does not work"],
    ["of an earlier episode", signedValue({ ...target, episode: 2 }), 410, "resolved"],
    ["of another client", signedValue({ ...target, clientId: "elsewhere" }), 404, "has left"],
    ["text of its own", "v2.1.x.y", 404, "does not work"],
  ])("a link that is %s does nothing and says why", async (_, value, status, words) => {
    for (const response of [await visitor.dashboard.app.request(path(value)), await post({ by: "Ana" }, value)]) {
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(words);
    }
    expect(visitor.taken).toEqual([]);
  });

  test("another site cannot send its form", async () => {
    const response = await visitor.dashboard.app.request(path(), {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "application/x-www-form-urlencoded" },
      body: "by=Eve",
    });
    expect(response.status).toBe(403);
    expect(visitor.taken).toEqual([]);
  });
});
