import { expect, test } from "vitest";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/** What a check knows more with may be refused: it costs the verdicts that rest on it, and no others. */
const { db, portal, clientId, pass, run } = startAuditedClient({
  monitors: monitorsOf("workflow-reference-dangling"),
});

const withoutForms = [
  "automation",
  "crm.lists.read",
  "settings.users.read",
  "crm.objects.owners.read",
  ...["contacts", "companies", "deals", "leads"].map((type) => `crm.objects.${type}.read`),
];

const flow = (name: string, filter: object) => ({
  name,
  isEnabled: true,
  enrollmentCriteria: { type: "LIST_BASED", listFilterBranch: { filters: [filter] } },
  actions: [{ actionId: "1", type: "SINGLE_CONNECTION", actionTypeId: "0-5", fields: {} }],
});
const byForm = flow("By form", { filterType: "FORM_SUBMISSION", formId: "f-gone" });
const byProperty = flow("By property", { filterType: "PROPERTY", property: "never_there" });

const findings = async () =>
  (await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute()).map(
    ({ subject_id, status }) => `${subject_id} ${status}`,
  );
const outcome = async () => {
  const rows = await db().selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId()).execute();
  return rows.map(({ status, failed, unknown, passed }) => ({ status, failed, unknown, passed }))[0];
};

test("without the scope for forms only the workflow that names one is unknown; with it that one is found too", async () => {
  await portal().admin.saveDocument("workflow", "1", byForm);
  await portal().admin.saveDocument("workflow", "2", byProperty);
  await portal().admin.saveDocument("workflow", "3", { ...byForm, isEnabled: false });
  await portal().admin.changeToken("revwatch", { scopes: withoutForms });
  await run();
  expect(await findings()).toEqual(["2 open"]);
  expect(await outcome()).toMatchObject({ status: "partly-assessed", failed: 1, unknown: 1 });

  await pass(60);
  await portal().admin.changeToken("revwatch", { scopes: "all" });
  await run();
  expect((await findings()).toSorted()).toEqual(["1 open", "2 open"]);
  expect(await outcome()).toMatchObject({ status: "assessed", failed: 2, unknown: 0 });

  await portal().admin.saveDocument("form", "f-gone", { name: "Back" });
  await pass(60);
  await run();
  expect((await findings()).toSorted()).toEqual(["1 resolved", "2 open"]);
});

test("a scope that is lost does not resolve what rests on it", async () => {
  await portal().admin.saveDocument("workflow", "1", byForm);
  await run();
  expect(await findings()).toEqual(["1 open"]);
  await portal().admin.changeToken("revwatch", { scopes: withoutForms });
  await pass(60);
  await run();
  expect(await findings()).toEqual(["1 open"]);
});
