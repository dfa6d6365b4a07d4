import { describe, expect, test } from "vitest";
import { sayHands } from "../../../cli/print/hands.ts";
import { listHands } from "../../../operations/list-hands.ts";
import { readCoverage } from "../../../operations/reads/client-coverage.ts";
import { readHandState } from "../../../storage/hands/hand-knowledge.ts";
import { email, startRaisedHands } from "./raised-hands.ts";

const { clientId, config, db, portal, now, pass, run, send, setRules, hands, waits, thisWeek } = startRaisedHands();

describe("which form it was", () => {
  const addForm = (id: string, name: string) =>
    portal().admin.saveDocument("form", id, { name, formType: "hubspot", updatedAt: now().toISOString() });

  test("names alone cost no request", async () => {
    await run();
    await pass(5);
    await send("Book a demo");
    await portal().admin.clearRequests();
    await run();
    const asked = (await portal().admin.requests()).map(({ path }) => path);
    expect(asked.filter((path) => /forms|lists/.test(path))).toEqual([]);
  });

  test("a form that was renamed is told by its submission of that person", async () => {
    await addForm("f-1", "Signup 7");
    await addForm("f-2", "Book a demo");
    await send("Signup 7");
    await pass(1);
    await addForm("f-1", "Newsletter");
    await run();
    expect(await hands()).toEqual(["form | Home: Signup 7 | other | waiting"]);
  });

  test("and one list of submissions that leaves it out is no witness", async () => {
    await addForm("f-1", "Signup 7");
    await send("Signup 7");
    await pass(1);
    await addForm("f-1", "Newsletter");
    await portal().admin.setFault({ kind: "void-page", path: "/form-integrations/v1/submissions", times: 1 });
    await run();
    expect(await hands()).toEqual(["form | Home: Signup 7 | other | waiting"]);
  });

  test("of two forms that fit one wording the one that was sent counts", async () => {
    await addForm("f-1", "News");
    await addForm("f-2", "Demo: News");
    setRules({ forms: { news: false, "demo: news": true } });
    await portal().admin.submitForm({
      email,
      formName: "News",
      pageTitle: "Home: Demo",
      pageUrl: "https://northwind.example/",
    });
    await run();
    expect(await hands()).toEqual(["form | Home: Demo: News | other | waiting"]);
  });

  test("where HubSpot has ended submissions, a list of those who filled it out tells", async () => {
    await addForm("f-1", "Signup 7");
    await portal().admin.saveDocument("list", "9", {
      name: "Filled out signup",
      objectTypeId: "0-1",
      processingType: "DYNAMIC",
      filterBranch: {
        filterBranchType: "OR",
        filters: [],
        filterBranches: [
          {
            filterBranchType: "AND",
            filters: [{ filterType: "FORM_SUBMISSION", operator: "FILLED_OUT", formId: "f-1" }],
          },
        ],
      },
    });
    await send("Signup 7");
    await pass(1);
    await addForm("f-1", "Newsletter");
    await portal().admin.change({ submissionsEnded: true });
    await run();
    expect(await hands()).toEqual(["form | Home: Signup 7 | other | waiting"]);
  });

  test("without the scope for forms nobody says more than names do", async () => {
    await portal().admin.changeToken("revwatch", {
      scopes: ["crm.objects.contacts.read", "crm.objects.owners.read", "sales-email-read"],
    });
    await send("Form 3");
    await run();
    expect(await hands()).toEqual(["form | Home: Form 3 | unclassified | waiting"]);
    const { unproven } = (await readHandState(db(), clientId()))!;
    expect(unproven).toMatch(/lacks the scope forms\./);
    expect((await readCoverage(db(), config(), now())).unproven).toBe(unproven);
    expect(
      sayHands(
        await listHands.run(
          { config: () => ({ clients: [config()] }) as never, db: db(), now },
          { clientId: clientId() },
        ),
      ),
    ).toContain("Requests are not proven against form submissions. HubSpot refuses");

    await portal().admin.changeToken("revwatch", { scopes: "all" });
    await pass(21 * 60);
    await run();
    expect((await readHandState(db(), clientId()))!.unproven).toBeNull();
  });
});

describe("contacts that came without a form", () => {
  test("are left out and counted, unless the client counts their source", async () => {
    await portal().api.create("contacts", { email, lifecyclestage: "lead" });
    await run();
    expect(await hands()).toEqual(["api | INTEGRATION | other | waiting"]);
    expect(await thisWeek()).toMatchObject({ raised: 0, leftOut: 1 });
    setRules({ createdBy: ["INTEGRATION"] });
    await pass(90);
    await run();
    expect(await waits()).toMatchObject([{ status: "open" }]);
    expect(await thisWeek()).toMatchObject({ raised: 1 });
  });

  test("the form of an advertisement is a hand", async () => {
    await portal().admin.receiveLeadAd({ email, network: "Facebook", formName: "Autumn" });
    await pass(90);
    await run();
    expect(await hands()).toEqual(["lead-ads | Facebook Lead Ads: Autumn | hand | waiting"]);
    expect(await waits()).toHaveLength(1);
  });

  test.each([
    [20, 20],
    [21, 0],
  ])("an import of %i by rule makes %i hands; more are one batch", async (count, expected) => {
    setRules({ createdBy: ["IMPORT"] });
    const contacts = Array.from({ length: count }, (_, index) => ({ email: `c${index}@lead.example`, properties: {} }));
    await portal().admin.importContacts({ fileName: "fair.csv", contacts });
    await run();
    expect((await hands()).filter((hand) => hand.endsWith("| hand | waiting"))).toHaveLength(expected);
    expect(await thisWeek()).toMatchObject({ leftOut: count - expected });
    await pass(5);
    await run();
    expect(await thisWeek()).toMatchObject({ leftOut: count - expected });
  });
});
