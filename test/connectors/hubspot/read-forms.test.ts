import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { HubSpotBadAnswer, HubSpotBadRequest } from "../../../connectors/hubspot/errors.ts";
import { connectTo, startPortal } from "./started-portal.ts";

describe("forms", () => {
  test("tell who hears of a submission, what it sets and what it asks for", async () => {
    const { portal, reader } = await startPortal();
    await portal.saveDocument("form", "f-demo", {
      name: "Demo",
      configuration: {
        notifyRecipients: ["7"],
        notifyContactOwner: true,
        recaptchaEnabled: true,
        lifecycleStages: [{ objectTypeId: "0-1", value: "lead" }],
      },
      fieldGroups: [{ fields: [{ name: "lastname" }, { name: "email" }] }],
      legalConsentOptions: { type: "legitimate_interest" },
    });
    expect(await reader.forms()).toEqual([
      {
        type: "form",
        id: "f-demo",
        name: "Demo",
        formType: "hubspot",
        createdAt: new Date("2026-06-01T09:00:00Z"),
        updatedAt: new Date("2026-06-01T09:00:00Z"),
        properties: ["email", "lastname"],
        notifiedUserIds: ["7"],
        notifiesOwner: true,
        lifecycleStages: [{ objectTypeId: "0-1", value: "lead" }],
        asksForConsent: true,
        hasCaptcha: true,
      },
    ]);
  });

  test("that were found on foreign pages are there too, archived ones are not", async () => {
    const { portal, reader } = await startPortal();
    await portal.saveDocument("form", "f-1", { name: "Made there" });
    await portal.saveDocument("form", "f-2", { name: "Found", formType: "captured" });
    await portal.saveDocument("form", "f-3", { name: "Gone", archived: true });
    expect((await reader.forms()).map(({ id, formType }) => [id, formType])).toEqual([
      ["f-1", "hubspot"],
      ["f-2", "captured"],
    ]);
  });

  test("are read over as many pages as there are", async () => {
    const { portal, reader } = await startPortal();
    for (let index = 0; index < 101; index += 1) await portal.saveDocument("form", `f-${index}`, { name: `Form ${index}` });
    expect(await reader.forms()).toHaveLength(101);
  });
});

describe("submissions of a form", () => {
  /** A portal whose form was filled in once a minute from nine o'clock on. */
  async function startSubmitted(count: number) {
    const started = await startPortal();
    await started.portal.saveDocument("form", "f-1", { name: "Demo" });
    for (let minute = 0; minute < count; minute += 1) {
      await started.portal.freezeAt(new Date(Date.parse("2026-06-01T09:00:00Z") + minute * 60_000));
      await started.portal.submitForm({
        email: `Lead${minute}@client.example`,
        formName: "Demo",
        pageUrl: `https://acme.example/demo?n=${minute}`,
        lastName: "Secretive",
      });
    }
    await started.portal.clearRequests();
    return started;
  }

  test("come newest first, back to the instant that was asked for, and no further page is read", async () => {
    const { reader, portal } = await startSubmitted(120);
    const found = await reader.formSubmissions("f-1", new Date("2026-06-01T10:05:00Z"));
    expect([found.length, found[0]!.at, found.at(-1)!.at]).toEqual([
      55,
      new Date("2026-06-01T10:59:00Z"),
      new Date("2026-06-01T10:05:00Z"),
    ]);
    expect(await portal.requests()).toHaveLength(2);
    expect(found[0]).toMatchObject({ email: "lead119@client.example", pageUrl: "https://acme.example/demo?n=119" });
    expect(JSON.stringify(found)).not.toContain("Secretive");
  });

  test("all of them, and none", async () => {
    const { reader } = await startSubmitted(51);
    expect(await reader.formSubmissions("f-1", new Date(0))).toHaveLength(51);
    expect(await reader.formSubmissions("f-1", new Date("2026-06-02T00:00:00Z"))).toEqual([]);
  });

  test("of a form that is not there are a fault of ours", async () => {
    const { reader } = await startSubmitted(0);
    await expect(reader.formSubmissions("f-9", new Date(0))).rejects.toThrow(HubSpotBadRequest);
  });

  test("in another order are no answer: older ones could follow newer ones, and reading would have stopped", async () => {
    const submission = (at: number) => ({ submittedAt: at, values: [] });
    const body = JSON.stringify({ results: [submission(1000), submission(2000)] });
    const server = createServer((_, response) => void response.end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const reader = connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(reader.formSubmissions("f-1", new Date(0))).rejects.toThrow(HubSpotBadAnswer);
  });
});
