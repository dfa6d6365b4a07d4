import { describe, expect, test } from "vitest";
import { startVisitor, target } from "./visitor.ts";

const visitor = startVisitor();

describe("on the dashboard", () => {
  const take = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    visitor.dashboard.app.request(`/clients/${target.clientId}/alerts/${target.alertId}/acknowledge`, {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(form).toString(),
    });

  test("a person takes the episode that was shown, and the name is remembered", async () => {
    const response = await take({ by: " Ana Silva ", episode: "3" });
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe("/clients/northwind#alerts");
    expect(visitor.taken).toEqual([{ ...target, receiver: null, revision: null, by: "Ana Silva", via: "dashboard" }]);

    const cookie = response.headers.get("Set-Cookie")!;
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
    const page = await visitor.dashboard.app.request("/clients/northwind", {
      headers: { Cookie: cookie.split(";")[0]! },
    });
    expect(await page.text()).toContain('value="Ana Silva"');
  });

  test("nobody takes it without a name", async () => {
    const response = await take({ by: "  ", episode: "3" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Enter your name");
    expect(visitor.taken).toEqual([]);
  });

  test.each(["", "x", "1.5"])("an episode of %j is refused", async (episode) => {
    expect((await take({ by: "Ana", episode })).status).toBe(400);
    expect(visitor.taken).toEqual([]);
  });

  test("a refusal is shown with its reason", async () => {
    visitor.answer = async () => ({ ok: false, reason: "Jonas Weber has already taken this alert." });
    const response = await take({ by: "Ana", episode: "3" });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("Jonas Weber has already taken this alert.");
  });
});
