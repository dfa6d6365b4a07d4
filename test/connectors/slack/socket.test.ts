import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSlackSocket, type SlackSocket } from "../../../connectors/slack/socket.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";

let slack: SlackSimulator;
let socket: SlackSocket;
let heard: unknown[];
let troubles: string[];
let faults: unknown[];
let token: string | null;
beforeEach(async () => {
  slack = await startSlack();
  slack.workspace.set({ socketMode: true });
  [heard, troubles, faults, token] = [[], [], [], "xapp-test"];
  socket = openSlackSocket({
    address: () => slack.address,
    token: () => token,
    onInteraction: async (payload) => {
      heard.push(payload);
      if ((payload as { breaks?: boolean }).breaks === true) throw new Error("The database is gone");
      return (payload as { answer?: object }).answer ?? null;
    },
    onTrouble: (reason) => void troubles.push(reason),
    onFault: (fault) => void faults.push(fault),
    firstWaitMs: 10,
  });
});
afterEach(async () => {
  await socket.close();
  await slack.close();
});
const open = () => vi.waitFor(() => expect(socket.isOpen()).toBe(true), 20_000);

test("what people press comes over the connection, is acknowledged, and answered where there is something to say", async () => {
  await open();
  expect(await slack.workspace.socketMode.send({ type: "block_actions" })).toMatchObject({});
  const answer = { response_action: "errors", errors: { reason: "Say why." } };
  expect(await slack.workspace.socketMode.send({ type: "view_submission", answer })).toMatchObject({ payload: answer });
  expect(heard).toHaveLength(2);
});

test("a fault of ours is acknowledged, told of, and keeps nobody else from pressing", async () => {
  await open();
  expect(await slack.workspace.socketMode.send({ type: "block_actions", breaks: true })).not.toHaveProperty("payload");
  expect(faults).toEqual([new Error("The database is gone")]);
  expect(await slack.workspace.socketMode.send({ type: "block_actions" })).not.toBeNull();
  expect([heard.length, faults.length]).toEqual([2, 1]);
});

test.each(["cut", "refresh"] as const)("after %s it is there again", async (what) => {
  await open();
  slack.workspace.socketMode[what]();
  await vi.waitFor(() => expect(slack.workspace.socketMode.accepted).toBe(2), 20_000);
  await open();
  expect(await slack.workspace.socketMode.send({ type: "block_actions" })).not.toBeNull();
  expect(troubles).toEqual([]);
});

test("a token that is refused is told once, and tried again", async () => {
  await open();
  token = "xoxb-wrong";
  slack.workspace.socketMode.cut();
  await vi.waitFor(() => expect(troubles).toEqual(["Slack says not_allowed_token_type"]), 20_000);
  token = "xapp-right";
  await open();
  expect(troubles).toHaveLength(1);
});

test("a connection that never begins is told once", async () => {
  await open();
  slack.workspace.socketMode.greets = false;
  slack.workspace.socketMode.cut();
  await vi.waitFor(() => expect(slack.workspace.socketMode.accepted).toBeGreaterThan(3), 3_000);
  expect(troubles).toEqual(["Slack ended the connection before it began"]);
});

test("a stop does not wait for a peer that is gone", async () => {
  await open();
  slack.workspace.socketMode.deafen();
  const startedAt = performance.now();
  await socket.close();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test("closing ends the connection for good", async () => {
  await open();
  await socket.close();
  await vi.waitFor(() => expect(slack.workspace.socketMode.connections).toBe(0), 20_000);
});
