import { describe, expect, test } from "vitest";
import { startVisitor } from "./visitor.ts";

const visitor = startVisitor();

describe("a finding that is wrong", () => {
  const findingId = "lead-unanswered.contact.501";
  const send = (act: "exclude" | "take-back", form: Record<string, string>, id = findingId) =>
    visitor.dashboard.app.request(`/clients/northwind/findings/${id}/${act}`, {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });

  test("its page asks what it is and why; a person closes it and takes that back", async () => {
    const page = await (await visitor.dashboard.app.request(`/clients/northwind/findings/${findingId}`)).text();
    expect(page).toContain(`action="/clients/northwind/findings/${findingId}/exclude"`);
    expect(page).toContain("Not a lead");
    const response = await send("exclude", { by: " Ana Silva ", kind: "not-a-lead", reason: "a supplier" });
    expect([response.status, response.headers.get("Location")]).toEqual([
      303,
      `/clients/northwind/findings/${findingId}`,
    ]);
    expect((await send("take-back", { by: "Ana Silva" })).status).toBe(303);
    expect(visitor.excluded).toEqual([
      { clientId: "northwind", findingId, by: "Ana Silva", kind: "not-a-lead", reason: "a supplier" },
      { clientId: "northwind", findingId, by: "Ana Silva" },
    ]);
  });

  test("a deal can be wrong, and no lead it never was", async () => {
    const page = await (
      await visitor.dashboard.app.request("/clients/northwind/findings/deal-close-date-past.deal.9002")
    ).text();
    expect(page).not.toContain("Not a lead");
  });

  test.each([
    [{ by: "", reason: "a supplier" }, 400, "Enter your name"],
    [{ by: "Ana", reason: " " }, 400, "Write why"],
  ])("%j is refused", async (form, status, words) => {
    const response = await send("exclude", form);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
    expect(visitor.excluded).toEqual([]);
  });

  test("a refusal is shown with its reason, and another client's finding is not found", async () => {
    visitor.exclusionAnswer = { ok: false, reason: "A person has excluded this finding already." };
    const response = await send("exclude", { by: "Ana", reason: "a supplier" });
    expect([response.status, await response.text()]).toEqual([
      409,
      expect.stringContaining("excluded this finding already"),
    ]);
    expect((await send("exclude", { by: "Ana", reason: "x" }, "lead-unanswered.contact.none")).status).toBe(404);
  });
});
