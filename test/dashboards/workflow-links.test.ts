import { afterAll, beforeAll, expect, test } from "vitest";
import type { DashboardOptions } from "../../dashboards/options.ts";
import { linksOf } from "../../workers/links.ts";
import { fixtureConfig } from "./fixture-config.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

const places = { dashboard: "http://127.0.0.1:4400", temporalUi: "http://127.0.0.1:8233", namespace: "default" };
const links = linksOf(places, () => ({ ...fixtureConfig, temporal: { ...fixtureConfig.temporal, uiAddress: null } }));

let place: Awaited<ReturnType<DashboardOptions["findWorkflow"]>>;
let dashboard: FixtureDashboard;
beforeAll(async () => {
  dashboard = await openFixtureDashboard({ links, findWorkflow: async () => place });
});
afterAll(() => dashboard?.close());

const open = (url: string) => dashboard.app.request(new URL(url).pathname, { headers: { host: "127.0.0.1:4400" } });

test.each([
  ["alert/northwind/sales-lead.waiting-leads", undefined],
  ["audit/northwind/fast-workflow-2026-11-30T10:00:00Z", "0198c2f4-run"],
])("the link to %s leads to Temporal while it is there, and says so when it is not", async (workflowId, runId) => {
  const url = links.workflow(workflowId, runId)!;
  expect(url).toContain("http://127.0.0.1:4400/clients/northwind/workflows/");
  place = "there";
  const found = await open(url);
  expect([found.status, found.headers.get("location")]).toEqual([302, links.inTemporal!(workflowId, runId)]);
  place = "gone";
  const gone = await open(url);
  expect([gone.status, await gone.text()]).toEqual([
    410,
    expect.stringContaining("Temporal no longer has this workflow"),
  ]);
  place = "unknown";
  const away = await open(url);
  expect([away.status, await away.text()]).toEqual([503, expect.stringContaining("Temporal does not answer")]);
});

test("nobody is led from one client to the workflow of another", async () => {
  place = "there";
  const foreign = encodeURIComponent("alert/harbour/sales-lead.waiting-leads");
  expect((await open(`http://127.0.0.1:4400/clients/northwind/workflows/${foreign}`)).status).toBe(404);
});

test("without a dashboard the link leads to Temporal itself, and without its pages there is none", () => {
  const direct = linksOf({ ...places, dashboard: null }, () => fixtureConfig);
  expect(direct.workflow("alert/northwind/a.b")).toBe(
    "http://127.0.0.1:8233/namespaces/default/workflows/alert%2Fnorthwind%2Fa.b",
  );
  const none = { ...fixtureConfig, temporal: { ...fixtureConfig.temporal, uiAddress: null } };
  expect(linksOf({ ...places, temporalUi: null }, () => none).workflow("alert/northwind/a.b")).toBe(null);
});
