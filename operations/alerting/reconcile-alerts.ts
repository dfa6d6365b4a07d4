import { alertContext } from "../../config/alert-context.ts";
import { alertPolicyHash } from "../../config/alert-policy-hash.ts";
import type { ClientConfig } from "../../config/config.ts";
import { decideAlert, type AlertAct, type AlertDecision, type AlertState } from "../../domain/alerting/decide-alert.ts";
import { decisionsOf, type SaidDecision } from "../../domain/alerting/say-decisions.ts";
import type { Candidate } from "../../domain/alerting/pipeline.ts";
import { chosenRest } from "../../domain/alerting/settle-notices.ts";
import { alertIdOf } from "../../domain/ids.ts";
import type { Links } from "../../domain/links.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import type { FindingEventInsert } from "../../storage/findings.ts";
import { alertPolicyOf, saveAlertPolicy } from "../../storage/clients.ts";
import { hasDueNotices, saveNotices } from "../../storage/notices.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";
import { askForCauses } from "./ask-for-causes.ts";
import { handOverWhole } from "./hand-over.ts";
import { inputsOf, type AlertKey } from "./inputs-of.ts";
import { readPicture, type Picture } from "./picture.ts";
import { keepDecisions } from "./keep-decisions.ts";
import { keepQuietNotices } from "./keep-quiet-notices.ts";

/** What woke the reconciliation. */
export interface Reconciliation {
  readonly mode: RunMode;
  readonly now: Date;
  /** The one summary after a restore says what is new, so that nobody hears it now. */
  readonly isInSummary: boolean;
  /** What the run wrote of findings: each is kept with whether people were told. */
  readonly events?: readonly FindingEventInsert[];
  /** What a person or a timer did, by alert. */
  readonly acts?: ReadonlyMap<string, AlertAct>;
  /** Steps of ladders that are due are taken, as the sweep does; else their own workflow takes them. */
  readonly mayClimb?: boolean;
  /** Messages change, and nobody notices: why, for the alerts' histories. */
  readonly inPlace?: string;
  /** Alerts whose messages say something else now though no finding changed. */
  readonly touched?: ReadonlySet<string>;
}

/**
 * The only writer of alerts: makes what each receiver was told agree with what is open, in the caller's transaction
 * under the client's lock. It looks at how things are and not at what happened, so what was held back for a reason is
 * told when the reason ends, whoever calls this first.
 *
 * @returns Whether an alert changed, so that its workflow and the sender have to hear of it.
 */
export async function reconcileAlerts(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  run: Reconciliation,
): Promise<boolean> {
  const { clientId } = client;
  if (!(await mayDiffer(transaction, client, run))) return false;
  const picture = await readPicture(transaction, client, run);
  await keepQuietNotices(transaction, { ...picture, clientId }, run);
  if (isLookingBack(run.mode)) {
    await keepDecisions(transaction, clientId, { run, picture, said: new Map() });
    await saveAlertPolicy(transaction, clientId, lookAgain);
    return false;
  }

  const place = { transaction, client, links };
  // While the summary is to come, and while nobody is to notice, everything stays where it is.
  const mayMove = !run.isInSummary && run.inPlace === undefined;
  const handed = mayMove ? await handOverWhole(place, picture, run.now) : { picture, hasNews: false };
  const shown = run.inPlace === undefined ? handed.picture : withoutNews(handed.picture);
  const said = new Map<string, SaidDecision>();
  const toldOf = new Map<string, string>();
  let { hasNews } = handed;
  for (const { key, input } of inputsOf(client, links, shown, { ...run, mayMove })) {
    const decision = decideAlert(input);
    await saveNotices(transaction, clientId, changedNotices(decision, input.notices), run.now);
    for (const revision of decision.revisions)
      await reviseAlert(
        transaction,
        alertContext(client, links),
        { clientId, ...key },
        revision.alert,
        {
          ...revision,
          notify: revision.notify && run.inPlace === undefined,
          detail: run.inPlace ?? revision.detail,
          isInSummary: run.isInSummary,
          notes: notesOf(keptBy(handed.picture, key), decision),
        },
        run.now,
      );
    for (const { findingId } of [...decision.settled.news, ...decision.settled.returned])
      toldOf.set(findingId, key.receiver);
    const alertId = alertIdOf(key.receiver, key.topic);
    for (const [findingId, one] of decisionsOf(decision, alertId, hasAlert(input.alert, decision)))
      if (said.get(findingId)?.decision !== "told") said.set(findingId, one);
    hasNews ||= decision.revisions.length > 0;
  }
  await keepDecisions(transaction, clientId, { run, picture, said });
  await askForCauses(transaction, clientId, toldOf, run);
  await saveAlertPolicy(transaction, clientId, mayMove ? alertPolicyHash(client, run.now) : lookAgain);
  return hasNews;
}

/** In place of the policy's hash: this look left something to the next one. */
const lookAgain = "";

/** Where nothing happened, no time has run out and the config is the same, everything is as the last look left it. */
async function mayDiffer(transaction: StoreHandle, client: ClientConfig, run: Reconciliation): Promise<boolean> {
  const { events, acts, inPlace, now } = run;
  if (events?.length !== 0 || acts !== undefined || inPlace !== undefined) return true;
  if (isLookingBack(run.mode)) return false;
  if ((await alertPolicyOf(transaction, client.clientId)) !== alertPolicyHash(client, now)) return true;
  return hasDueNotices(transaction, client.clientId, now);
}

/**
 * What is new or worse, and what an acknowledgement has to be asked for, waits for the next look: this one is noticed by
 * nobody.
 */
function withoutNews(picture: Picture): Picture {
  return { ...picture, kept: [] };
}

function keptBy({ kept }: Picture, { receiver, topic }: AlertKey): readonly Candidate[] {
  return kept.filter((candidate) => candidate.receiver === receiver && candidate.topic === topic);
}

/** A run that looks at the past tells nobody. */
const isLookingBack = (mode: RunMode) => mode === "baseline" || mode === "history";

const hasAlert = (alert: AlertState | null, { revisions }: AlertDecision) => alert !== null || revisions.length > 0;

/** What a line says beside its finding, such as that it flaps, or until when somebody lets it rest. */
function notesOf(kept: readonly Candidate[], { notices }: AlertDecision): ReadonlyMap<string, string> {
  const resting = notices.map((notice) => [notice.findingId, chosenRest(notice)] as const);
  const noted = kept.map(({ findingId, note = null }) => [findingId, note] as const);
  return new Map([...noted, ...resting].flatMap(([id, note]) => (note === null ? [] : [[id, note] as const])));
}

/** Most stand as they were. */
function changedNotices({ notices }: AlertDecision, before: readonly object[]) {
  const known = new Set(before.map((notice) => JSON.stringify(notice)));
  return notices.filter((notice) => !known.has(JSON.stringify(notice)));
}
