import { acknowledgeActionId } from "../reports/alert/slack.ts";
import { HubSpotApi, SlackAdmin } from "../simulators/client.ts";
import { demoPortals, panelToken } from "./portals.ts";
import type { RunningSimulators } from "./simulators.ts";
import type { Latecomer } from "./story.ts";
import { founderOf } from "./write-config.ts";

/** Long enough before the call for the message to say who is on it. */
const beforeAnswerMs = 15_000;
/** Where the message comes late, it is looked for again. */
const everyMs = 2_000;

/**
 * The founder, to whom the planted leads were escalated, presses "I'm on it" in Slack, as a person would, shortly
 * before the team calls: from then on the demo's past holds an alert that was told, escalated, acknowledged and
 * resolved. Whoever was faster keeps it.
 *
 * @returns What ends the waiting, for a stop before it is over.
 */
export function founderAcknowledges(simulators: RunningSimulators, latecomers: readonly Latecomer[]): () => void {
  // They are in one alert, so one press is for all of them.
  const [first] = latecomers;
  if (first === undefined) return () => {};
  const end = Date.parse(first.answerAt);
  let timer: NodeJS.Timeout | undefined;
  const waitFor = (ms: number) => {
    timer = setTimeout(() => {
      // The simulators may have been stopped, or somebody may have pressed a moment ago.
      void press(simulators, first)
        .catch(() => false)
        .then((isDone) => (isDone || Date.now() >= end ? undefined : waitFor(everyMs)));
    }, ms);
  };
  waitFor(Math.max(0, end - beforeAnswerMs - Date.now()));
  return () => clearTimeout(timer);
}

/** Presses in the founder's own message of this lead. False where there is none, or nothing to press in it. */
export async function press(
  { hubspot, slack }: Pick<RunningSimulators, "hubspot" | "slack">,
  { clientId, contactId }: Latecomer,
): Promise<boolean> {
  const { portalId, profile } = demoPortals.find((portal) => portal.clientId === clientId)!;
  const api = new HubSpotApi(hubspot, panelToken(portalId));
  const { properties } = await api.read("contacts", contactId, ["firstname", "lastname"]);
  const name = `${properties["firstname"]} ${properties["lastname"]}`;
  const workspace = new SlackAdmin(slack);
  const message = (await workspace.messages(`${clientId}-founders`)).findLast(({ blocks }) => {
    const shown = JSON.stringify(blocks);
    return shown.includes(name) && shown.includes(acknowledgeActionId);
  });
  if (message === undefined) return false;
  const { channel, ts } = message;
  await workspace.press({ channel, ts, actionId: acknowledgeActionId, userName: founderOf(profile) });
  return true;
}
