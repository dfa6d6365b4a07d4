import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const rules = "/crm/pipelines-rules/2026-09-beta/deals/default";
const day = (number: number) => `2026-06-0${number}T09:00:00.000Z`;

test("a pipeline's rules forbid nothing until somebody sets them, and their past can be read", async () => {
  const { portal, raw } = await openPortal();
  const noSkipping = async () => {
    const answer = (await raw("GET", rules)).json<{
      governanceValidationRules: { noSkippingStagesRule: { enabledForAllStages: boolean } };
    }>();
    return answer.governanceValidationRules.noSkippingStagesRule.enabledForAllStages;
  };
  expect(await noSkipping()).toBe(false);
  await portal.freezeAt(new Date(day(2)));
  await portal.saveDocument("pipeline-rules", "deals/default", {
    governanceValidationRules: { noSkippingStagesRule: { enabledForAllStages: true, pipelineStageIds: [] } },
  });
  expect(await noSkipping()).toBe(true);
  await portal.freezeAt(new Date(day(3)));
  await portal.deleteDocument("pipeline-rules", "deals/default");
  expect(await noSkipping()).toBe(false);
  await portal.freezeAt(new Date(day(2)));
  expect(await noSkipping()).toBe(true);
  expect((await raw("GET", "/crm/pipelines-rules/2026-09-beta/deals/nowhere")).status).toBe(404);
});

test("stages are open to everybody but where somebody has restricted them", async () => {
  const { portal, raw } = await openPortal();
  await portal.saveDocument("stage-permissions", "deals/default", {
    stages: { closedwon: { superAdmin: true, teamIds: ["1"] } },
  });
  const { stages } = (await raw("GET", `${rules}/stage-edit-permissions`)).json<{ stages: { label: string }[] }>();
  expect(stages.filter((stage) => "permissionMode" in stage && stage.permissionMode === "RESTRICTED")).toEqual([
    expect.objectContaining({ pipelineStageId: "closedwon", teamIds: ["1"], superAdmin: true }),
  ]);
  await portal.changeToken("audit", { scopes: ["crm-pipelines-locked-stages-access"] });
  expect((await raw("GET", `${rules}/stage-edit-permissions`)).status).toBe(403);
});

test("the size of a list on each day is what its members say", async () => {
  const { portal, api, raw } = await openPortal();
  const contact = await api.create("contacts", { email: "kim@client.example" });
  await portal.saveDocument("list", "7", { name: "N", members: [{ recordId: contact.id, at: day(3) }] });
  await portal.freezeAt(new Date(day(5)));
  const path = "/crm/lists/2026-09/7/size-and-edits-history/between";
  const answer = await raw("GET", `${path}?startDate=2026-05-01T00:00:00Z&endDate=2026-07-01T00:00:00Z`);
  expect(answer.json()).toEqual({
    sizeHistory: [2, 3, 4, 5].map((number) => ({
      timestamp: `2026-06-0${number}T00:00:00.000Z`,
      size: number > 3 ? 1 : 0,
    })),
    editHistory: [day(1)],
  });
  expect((await raw("GET", path)).status).toBe(400);
});
