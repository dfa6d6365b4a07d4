import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fixtureNow } from "../../support/fixture-rows.ts";
import { signedValue, signingSecret, slackTeamId } from "../fixture-dashboard.ts";
import { startVisitor, target } from "./visitor.ts";

const visitor = startVisitor();
const value = signedValue(target);
const person = { team: { id: slackTeamId }, user: { id: "U1", name: "ana", team_id: slackTeamId } };

async function send(payload: object): Promise<Response> {
  const body = new URLSearchParams({ payload: JSON.stringify({ ...person, ...payload }) }).toString();
  const seconds = fixtureNow.getTime() / 1000;
  return visitor.dashboard.app.request("/slack/actions", {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Slack-Request-Timestamp": String(seconds),
      "X-Slack-Signature": `v0=${createHmac("sha256", signingSecret).update(`v0:${seconds}:${body}`).digest("hex")}`,
    },
    body,
  });
}

/** A choice from a menu, whose value is short: the signed name stands in a button of the same message. */
const choose = (actionId: string, chosen: string, beside = value) =>
  send({
    type: "block_actions",
    message: {
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "acknowledge-alert", value: beside }] }],
    },
    actions: [{ type: "static_select", action_id: actionId, selected_option: { value: chosen } }],
  });
const press = (trigger: object = { trigger_id: "1.a" }) =>
  send({ type: "block_actions", ...trigger, actions: [{ type: "button", action_id: "wrong-finding", value }] });
const submit = (fields: Readonly<Record<string, string>>, metadata = value) =>
  send({
    type: "view_submission",
    view: {
      callback_id: "wrong-finding",
      private_metadata: metadata,
      state: {
        values: Object.fromEntries(
          Object.entries(fields).map(([id, given]) => [
            id,
            { [id]: id === "reason" ? { value: given } : { selected_option: { value: given } } },
          ]),
        ),
      },
    },
  });
const displayed = { clientId: "northwind", alertId: target.alertId, revision: 2, receiver: "sales-lead", by: "ana" };

describe("menus", () => {
  test("Snooze and Assign act on what the message displayed, in that person's name", async () => {
    await choose("snooze-alert", "tomorrow");
    await choose("assign-alert", "head");
    await expect
      .poll(() => visitor.chosen)
      .toEqual([
        { ...displayed, via: "slack", for: "tomorrow" },
        { ...displayed, via: "slack", to: "head" },
      ]);
  });

  test.each([
    ["a length that was not offered", () => choose("snooze-alert", "10 years")],
    ["a message that we did not sign", () => choose("snooze-alert", "1h", "v2.1.x.y")],
    ["no message beside it", () => choose("snooze-alert", "1h", "")],
  ])("%s does nothing", async (_, act) => {
    expect((await act()).status).toBe(200);
    expect(visitor.chosen).toEqual([]);
  });
});

describe("the window of Wrong…", () => {
  test("opens with the findings that are open, and carries the signed name", async () => {
    await press();
    await expect.poll(() => visitor.window).toMatchObject({ callback_id: "wrong-finding", private_metadata: value });
    expect(JSON.stringify(visitor.window)).toContain("lead-unanswered.contact.");
  });

  test("what was filled in closes that finding", async () => {
    await press();
    await expect.poll(() => visitor.window).not.toBeNull();
    const findingId = /lead-unanswered\.contact\.[^"]+/.exec(JSON.stringify(visitor.window))![0];
    const response = await submit({ finding: findingId, kind: "not-a-lead", reason: "A supplier" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(visitor.excluded).toEqual([
      { clientId: "northwind", findingId, kind: "not-a-lead", reason: "A supplier", by: "ana", via: "slack" },
    ]);
  });

  test.each([
    ["a finding of another alert", { finding: "deal-close-date-past.deal.9", kind: "wrong", reason: "x" }, value],
    ["no finding", { kind: "wrong", reason: "x" }, value],
    ["a name that we did not sign", { finding: "a", kind: "wrong", reason: "x" }, "v2.1.x.y"],
  ])("with %s nothing is closed, and the window says why", async (_, fields, metadata) => {
    const response = await submit(fields as Record<string, string>, metadata);
    expect(await response.json()).toMatchObject({ response_action: "errors" });
    expect(visitor.excluded).toEqual([]);
  });

  test("a refusal stands beside the field", async () => {
    visitor.exclusionAnswer = { ok: false, reason: "A person has excluded this finding already." };
    await press();
    await expect.poll(() => visitor.window).not.toBeNull();
    const findingId = /lead-unanswered\.contact\.[^"]+/.exec(JSON.stringify(visitor.window))![0];
    const answer = (await (await submit({ finding: findingId, kind: "wrong", reason: "x" })).json()) as object;
    expect(answer).toEqual({
      response_action: "errors",
      errors: { reason: "A person has excluded this finding already." },
    });
  });
});
