import { setTimeout as wait } from "node:timers/promises";
import { countOf } from "../../domain/duration.ts";
import type { AcknowledgementTarget } from "../../reports/alert/acknowledgement-token.ts";
import { snoozeLengths } from "../../domain/snooze-length.ts";
import { slackActionIds } from "../../reports/alert/slack-actions.ts";
import { snoozeWords } from "../../reports/alert/snooze-words.ts";
import { readOpenInAlert } from "../../storage/reads/open-in-alert.ts";
import type { DashboardOptions, DisplayedFindings, SlackApp } from "../options.ts";
import type { SlackInteraction, SlackPerson, SlackPress, SlackSubmission } from "./slack-press.ts";
import { readWrong, windowFault, wrongView, wrongWindow } from "./slack-window.ts";
import { tellPresser } from "./tell-presser.ts";

const slackApi = "https://slack.com";
const elsewhere = "Use the dashboard: this cannot be done here.";
const later = "That didn't work just now. Try again in a minute.";

/** Slack shows an error after three seconds. What takes longer goes on, and the person hears of it by another way. */
const answerWithinMs = 2_000;

/**
 * What a person did in Slack, however it came to us: by a signed request or over Socket Mode. Returns what Slack is
 * answered, or null for no more than that it arrived.
 */
export async function interact(
  options: DashboardOptions,
  app: Pick<SlackApp, "teamId" | "openWindow">,
  interaction: SlackInteraction,
): Promise<object | null> {
  if (interaction.kind === "submission") return submit(options, app, interaction.submission);
  const ours = interaction.presses.filter(({ actionId }) => Object.hasOwn(acts, actionId));
  // What Slack is told has arrived must not be lost when this process dies in the next moment.
  await Promise.race([Promise.all(ours.map((press) => take(options, app, press))), wait(answerWithinMs)]);
  // A link button is a press as well; Slack only wants to hear that it arrived.
  return null;
}

type App = Pick<SlackApp, "teamId" | "openWindow">;

/** What was done, or why not, for the person who pressed; null where they see it without a word. */
type Said = string | null;
interface Doing {
  readonly options: DashboardOptions;
  readonly app: App;
  readonly press: SlackPress;
  readonly target: AcknowledgementTarget;
  /** Called once it is certain: Slack is answered then. */
  readonly onStored: () => void;
}

const acts: Readonly<Record<string, (doing: Doing) => Promise<Said>>> = {
  [slackActionIds.acknowledge]: acknowledge,
  [slackActionIds.snooze]: snooze,
  [slackActionIds.assign]: assign,
  [slackActionIds.wrong]: askWhatIsWrong,
};

/** Settles as soon as the press is stored or refused; the person is told afterwards. */
function take(options: DashboardOptions, app: App, press: SlackPress): Promise<void> {
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>();
  void (async () => {
    const said = await act(options, app, press, decide).catch((error: unknown) => {
      options.onError(error);
      return later;
    });
    decide();
    const address = options.config().slack?.address ?? slackApi;
    if (said !== null) await tellPresser(press.responseUrl, address, said).catch(options.onError);
  })();
  return decided;
}

async function act(options: DashboardOptions, app: App, press: SlackPress, onStored: () => void): Promise<Said> {
  const read = await readTarget(options, app, press);
  return typeof read === "string" ? read : acts[press.actionId]!({ options, app, press, target: read, onStored });
}

/** The alert that a signed value names, or why nothing is done with it. */
async function readTarget(
  options: DashboardOptions,
  app: App,
  { value, teamId }: SlackPerson & { readonly value: string },
): Promise<AcknowledgementTarget | string> {
  const read = await options.readAcknowledgement(value);
  if (!read.ok)
    return `This button ${read.because === "expired" ? "has expired" : "is no longer valid"}. Use the dashboard.`;
  if (teamId !== (await app.teamId()))
    return "This alert belongs to another Slack workspace. Respond there, or on the dashboard.";
  return read.target;
}

async function acknowledge({ options, press: { by }, target, onStored }: Doing): Promise<Said> {
  const outcome = await options.operations.acknowledgeAlert({ ...target, by, via: "slack" }, onStored);
  if (!outcome.ok) return outcome.reason;
  const uncovered = outcome.uncovered ?? 0;
  const taken = "You're on it. No one else will be notified.";
  return uncovered === 0
    ? taken
    : `${taken} ${countOf(uncovered, "finding")} came after this message: view the list to see all.`;
}

async function snooze({ options, press, target, onStored }: Doing): Promise<Said> {
  const chosen = snoozeLengths.find((length) => length === press.chosen);
  if (chosen === undefined) return elsewhere;
  const outcome = await options.operations.snoozeFindings({ ...displayed(press, target), for: chosen });
  onStored();
  return outcome.ok ? `Snoozed: ${snoozeWords[chosen]}. Anything worse still gets through.` : outcome.reason;
}

async function assign({ options, press, target, onStored }: Doing): Promise<Said> {
  const { chosen } = press;
  if (chosen === null) return elsewhere;
  const outcome = await options.operations.assignFindings({ ...displayed(press, target), to: chosen });
  onStored();
  if (!outcome.ok) return outcome.reason;
  const client = options.config().clients.find(({ clientId }) => clientId === target.clientId);
  return `Assigned to ${client?.receivers.find(({ id }) => id === chosen)?.name ?? chosen}.`;
}

function displayed(
  { by }: SlackPress,
  { clientId, alertId, revision, receiver }: AcknowledgementTarget,
): DisplayedFindings {
  return { clientId, alertId, revision, receiver, by, via: "slack" };
}

async function askWhatIsWrong({ options, app, press, target }: Doing): Promise<Said> {
  const view = wrongView(press.value, await readOpenInAlert(options.db, target));
  if (view === null) return "Everything in this alert is resolved already.";
  if (press.triggerId === null || app.openWindow === undefined) return "Use the dashboard: Slack opens no window here.";
  await app.openWindow(press.triggerId, view);
  return null;
}

async function submit(options: DashboardOptions, app: App, submission: SlackSubmission): Promise<object | null> {
  if (submission.window !== wrongWindow) return null;
  try {
    const target = await readTarget(options, app, submission);
    if (typeof target === "string") return windowFault("reason", target);
    const given = readWrong(submission.fields);
    if (given === null) return windowFault("finding", "Choose one.");
    // What the window offered; a request could name another one.
    const open = await readOpenInAlert(options.db, target);
    if (!open.some(({ findingId }) => findingId === given.findingId))
      return windowFault("finding", "This one is resolved already.");
    const { clientId } = target;
    const outcome = await options.operations.excludeFinding({ clientId, ...given, by: submission.by, via: "slack" });
    return outcome.ok ? null : windowFault("reason", outcome.reason);
  } catch (error) {
    options.onError(error);
    return windowFault("reason", later);
  }
}
