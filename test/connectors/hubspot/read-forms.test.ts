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
    expect(await reader.inventory("form")).toEqual([
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
    expect((await reader.inventory("form")).map(({ id, formType }) => [id, formType])).toEqual([
      ["f-1", "hubspot"],
      ["f-2", "captured"],
    ]);
  });

  test("are read over as many pages as there are", async () => {
    const { portal, reader } = await startPortal();
    for (let index = 0; index < 101; index += 1)
      await portal.saveDocument("form", `f-${index}`, { name: `Form ${index}` });
    expect(await reader.inventory("form")).toHaveLength(101);
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

describe("submissions by whichever way HubSpot tells them", () => {
  const sent = new Date("2026-06-01T10:00:00Z");
  async function startSent() {
    const { portal, reader } = await startPortal();
    await portal.saveDocument("form", "f-1", { name: "Demo" });
    await portal.saveDocument("form", "f-2", { name: "Other" });
    const ids: string[] = [];
    for (const [minute, name] of ["ana", "ben", "ana"].entries()) {
      await portal.freezeAt(new Date(sent.getTime() + minute * 60_000));
      const form = { email: `${name}@client.example`, formName: "Demo", pageUrl: "https://acme.example/demo" };
      ids.push((await portal.submitForm(form)).contactId);
    }
    const list = (id: string, name: string, ...filters: readonly object[]) =>
      portal.saveDocument("list", id, { name, objectTypeId: "0-1", filterBranch: { filterBranches: [{ filters }] } });
    return { portal, reader, ids, list };
  }
  const filledOut = (formId: string, operator = "FILLED_OUT") => ({ filterType: "FORM_SUBMISSION", operator, formId });
  const form = { id: "f-1", name: "Demo" };

  test("while they last, each of them with its address", async () => {
    const { reader } = await startSent();
    const found = await reader.submissionsOf(form, new Date(sent.getTime() + 60_000));
    expect(found?.map(({ at, email, contactId }) => [at.getUTCMinutes(), email, contactId])).toEqual([
      [2, "ana@client.example", null],
      [1, "ben@client.example", null],
    ]);
  });

  test("then the members of a list of those who filled it out, each by the first time", async () => {
    const { portal, reader, ids, list } = await startSent();
    await list("1", "Demo, twice", filledOut("f-1"), filledOut("f-2"));
    await list("2", "Not the demo", filledOut("f-1", "NOT_FILLED_OUT"));
    await list("3", "Another form", filledOut("f-2"));
    await list("4", "All who asked", filledOut("f-1"));
    await portal.change({ submissionsEnded: true });
    const found = await reader.submissionsOf(form, sent);
    expect(found).toEqual([
      { id: null, at: sent, email: null, contactId: ids[0] },
      { id: null, at: new Date(sent.getTime() + 60_000), email: null, contactId: ids[1] },
    ]);
    expect(await reader.submissionsOf(form, new Date(sent.getTime() + 1))).toHaveLength(1);
  });

  test("without such a list nobody can tell, which is not the same as nobody", async () => {
    const { portal, reader, list } = await startSent();
    await list("3", "Another form", filledOut("f-2"));
    await portal.change({ submissionsEnded: true });
    expect(await reader.submissionsOf(form, sent)).toBeNull();
  });
});
