import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { severities } from "../../domain/findings/severity.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { chanceOf, type Chance } from "../judging/chance.ts";
import { choosing } from "../acceptance/alerting/harness/choices.ts";
import { openRoom, roomClient, type Room } from "../acceptance/alerting/harness/open-room.ts";
import type { Hits } from "../support/run-lives.ts";
import { Model } from "./model.ts";

const names = ["ana", "ben", "cleo", "dan", "eve"];
const steps = 30;
let lives = 0;

/**
 * A life of an alert room by chance: leads that come, get worse and go, clicks, silences, changed routes, outages,
 * restarts, quiet runs and first looks. After each step everyone has noticed what the rules say and nothing else, and knows exactly what is so.
 *
 * @returns What went wrong first, in words; null when nothing did.
 */
export async function live(db: StoreHandle, seed: number, hits: Hits): Promise<string | null> {
  const chance = chanceOf(seed);
  const client = roomClient(`life-${seed}-${(lives += 1)}`);
  const deputy = { id: "deputy", name: "Kim Lund", slack: "C0DEPUTY", email: null };
  const room = await openRoom(db, { ...client, receivers: [...client.receivers, deputy] });
  const life: Life = {
    room,
    model: new Model(),
    chance,
    shown: new Map(),
    told: new Map(),
    began: new Map(),
    silenceId: null,
    isAway: false,
    isBack: false,
  };
  const story: string[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const what = await happen(life);
    story.push(what);
    hits.set(what.split(" ")[0]!, (hits.get(what.split(" ")[0]!) ?? 0) + 1);
    const wrong = await differenceIn(life);
    if (wrong !== null) return `seed ${seed}, step ${step}: ${wrong}\n  after ${story.slice(-8).join("; ")}`;
  }
  return null;
}

interface Life {
  readonly room: Room;
  readonly model: Model;
  readonly chance: Chance;
  /** Which leads each revision of each alert showed, and when they were told so. */
  readonly shown: Map<string, Map<number, ReadonlyMap<string, number>>>;
  /** How often each lead was noticed as new or worse. */
  readonly told: Map<string, number>;
  /** When each lead began last. */
  readonly began: Map<string, number>;
  /** The silence that holds now, or held last. */
  silenceId: string | null;
  isAway: boolean;
  /** Slack came back in this step, and what had waited came in the state of then. */
  isBack: boolean;
}

async function happen(life: Life): Promise<string> {
  const { room, model, chance } = life;
  await room.pass(1);
  model.passes(room.now.getTime());
  switch (chance.number(13)) {
    case 0:
    case 1:
    case 2:
      return see(life);
    case 3:
    case 4:
      return end(life);
    case 5:
    case 6:
      return click(life);
    case 7:
      return turnOutage(life);
    case 8: {
      // Nothing runs for a while, then everything that was due does at once.
      room.now = new Date(room.now.getTime() + (1 + chance.number(300)) * 60_000);
      await room.timers();
      model.happens(room.now.getTime());
      return "restart";
    }
    case 9:
      return turnSilence(life);
    case 10:
      return turnRoute(life);
    default: {
      const minutes = 1 + chance.number(chance.percent(20) ? 3_000 : 200);
      // A sender that knocks at a closed door every few minutes is most of a life's work, and shows nothing new.
      await room.pass(minutes, life.isAway ? 30 : 0);
      model.passes(room.now.getTime());
      return `passes ${minutes} minutes`;
    }
  }
}

async function see({ room, model, chance, began }: Life): Promise<string> {
  const now = room.now.getTime();
  // What comes back within the hour flaps, which has scenarios of its own.
  const mayBegin = (name: string) => model.leads.has(name) || now - (began.get(name) ?? 0) > 61 * 60_000;
  const seen = names.filter((name) => chance.percent(35) && mayBegin(name));
  for (const name of seen) if (!model.leads.has(name)) began.set(name, now);
  const severity = chance.pick(severities);
  const mode = chance.percent(15) ? "history" : chance.percent(15) ? "late" : "live";
  const isFirstLook = mode === "live" && chance.percent(25);
  model.sees(seen, severity, now, mode === "history" ? "quiet" : isFirstLook ? "first" : "live");
  await room.opens(seen, { severity }, { mode, isFirstLook });
  model.settle();
  return `${isFirstLook ? "first-look" : mode} run sees ${seen.join(" ") || "nothing"} ${severity}`;
}

async function end({ room, model, chance }: Life): Promise<string> {
  const open = names.filter((name) => model.leads.has(name));
  if (open.length === 0) return "nothing";
  const name = chance.pick(open);
  model.ends(name);
  model.sees([], "low", room.now.getTime(), "live");
  await room.ends([name], chance.pick(["seen-healthy", "deleted", "handed-over"] as const));
  model.settle();
  return `ends ${name}`;
}

async function click(life: Life): Promise<string> {
  const { room, model, chance } = life;
  const shown = shownOf(life);
  const alert = await room.alert(alertOf(model));
  if (alert === undefined || alert.status !== "open") return "nothing";
  const revisions = [...shown.keys()].toSorted((a, b) => b - a).slice(0, 2);
  const revision = revisions.length > 1 && chance.percent(30) ? revisions[1]! : alert.revision;
  const displayed = shown.get(revision) ?? model.shown();
  const result = await room.takes(model.receiver, "Mia", revision, "waiting-leads", model.receiver);
  if (result.ok) model.takes(displayed, room.now.getTime());
  return `click on ${revision}`;
}

async function turnOutage(life: Life): Promise<string> {
  const { room, model } = life;
  life.isAway = !life.isAway;
  life.isBack = !life.isAway;
  room.channels.moods.slack = life.isAway ? "away" : "well";
  if (life.isAway) return "outage begins";
  // As long as the sender may wait at most before it tries again.
  await room.pass(10);
  model.passes(room.now.getTime());
  return "outage ends";
}

/** Silences everything for some hours, or lifts that. */
async function turnSilence(life: Life): Promise<string> {
  const { room, model, chance } = life;
  const { silence, lift } = choosing(room);
  const now = room.now.getTime();
  if (model.silencedUntil !== null) {
    await lift(life.silenceId!);
    model.releases(now);
    return "silence lifted";
  }
  const minutes = 10 + chance.number(600);
  life.silenceId = (await silence(minutes)).silenceId;
  model.silences(now + minutes * 60_000);
  return `silenced for ${minutes} minutes`;
}

/** Leads that wait go to somebody else from now on. */
async function turnRoute(life: Life): Promise<string> {
  const { room, model } = life;
  const to = room.client.routes["waiting-leads"] === "sales" ? "deputy" : "sales";
  room.client = { ...room.client, routes: { ...room.client.routes, "waiting-leads": to } };
  model.goesTo(to, room.now.getTime());
  await room.run([]);
  return `route to ${to}`;
}

function shownOf({ shown, model }: Life): Map<number, ReadonlyMap<string, number>> {
  const own = shown.get(alertOf(model)) ?? new Map<number, ReadonlyMap<string, number>>();
  shown.set(alertOf(model), own);
  return own;
}

const alertOf = ({ receiver }: Model) => `${receiver}.waiting-leads`;

async function differenceIn(life: Life): Promise<string | null> {
  const { room, model } = life;
  const rows = (await room.sent()).flatMap(({ receiver, act, message, revision }) =>
    message.kind === "alert" && revision !== null ? [{ receiver, act, revision, alert: message.alert }] : [],
  );
  const latest = (await room.alert(alertOf(model)))?.revision ?? 0;
  const shown = shownOf(life);
  for (let revision = latest; revision > 0 && !shown.has(revision); revision -= 1) shown.set(revision, model.shown());
  const expected = model.expected;
  model.expected = [];
  const noticed = rows.flatMap(({ receiver, act, alert }) =>
    act === "update" ? [] : sayNoticed(receiver, act, alert),
  );
  const isSteady = !life.isAway && !life.isBack;
  life.isBack = false;
  if (isSteady && sorted(noticed) !== sorted(expected))
    return `noticed [${noticed.join("; ")}], expected [${expected.join("; ")}]`;
  for (const { act, alert } of rows.filter(({ receiver }) => isFirst(receiver)))
    for (const key of act === "update" ? [] : newsIn(act, alert)) life.told.set(key, (life.told.get(key) ?? 0) + 1);
  for (const [name, times] of life.told)
    if (times > (model.tellings.get(name) ?? 0))
      return `${name} was told ${times} times, expected ${model.tellings.get(name) ?? 0}`;
  return differenceInStore(life);
}

/** The notices say what the rules say, whatever the channels do. */
async function differenceInStore({ room, model }: Life): Promise<string | null> {
  const notices = (await room.notices())
    .filter(({ state, receiver }) => state !== "over" && receiver !== "")
    // What is held back and was never told is known to nobody.
    .filter(({ said_severity }) => said_severity !== null);
  const told = notices.map(({ finding_id, said_severity }) => `${finding_id.split(".").at(-1)} ${said_severity}`);
  const known = [...model.known()].map(([name, severity]) => `${name} ${severity}`);
  if (sorted(told) !== sorted(known)) return `told of [${told.join("; ")}], expected [${known.join("; ")}]`;
  const taken = notices
    .filter(({ covered_by }) => covered_by !== null)
    .map(({ finding_id }) => finding_id.split(".").at(-1)!);
  if (sorted(taken) !== sorted(model.taken())) return `taken [${taken.join()}], expected [${model.taken().join()}]`;
  const alert = await room.alert(alertOf(model));
  const isOpen = alert !== undefined && alert.status !== "resolved";
  if (isOpen !== known.length > 0) return `the alert is ${alert?.status ?? "none"} with ${known.length} open`;
  const worst = [...model.known().values()].toSorted((a, b) => severities.indexOf(b) - severities.indexOf(a))[0];
  if (isOpen && alert.severity !== worst) return `the alert is ${alert.severity}, expected ${worst}`;
  return null;
}

/** Each lead that a message tells for the first time, or as worse. */
function newsIn(act: string, { occasion, sections }: AlertMessage): readonly string[] {
  if (occasion === "reminder" || occasion === "recovered") return [];
  const lines = sections.flatMap((section) => section.lines);
  return (act === "reply" ? lines.filter(({ isNew }) => isNew) : lines).map(({ label }) => label);
}

/** Those to whom leads are routed; the others hear by the ladder. */
const isFirst = (receiver: string) => receiver === "sales" || receiver === "deputy";

const sorted = (some: readonly string[]) => some.toSorted((a, b) => a.localeCompare(b)).join("; ");

function sayNoticed(receiver: string, act: string, alert: AlertMessage): readonly string[] {
  if (alert.occasion === "escalated") return [`${receiver} called`];
  // One first message says at once what was handed over and what is asked again.
  if (alert.occasion === "reminder" && act !== "open") return [`${receiver} asked`];
  const asked = alert.occasion === "reminder" ? [`${receiver} asked`] : [];
  if (alert.occasion === "handed-over") return isFirst(receiver) ? [`${receiver} handed over`] : [];
  if (alert.occasion === "recovered") return [];
  const lines = alert.sections.flatMap((section) => section.lines);
  const news = (act === "reply" ? lines.filter(({ isNew }) => isNew) : lines).map(({ label }) => label);
  const told = `${receiver} news ${news.toSorted((a, b) => a.localeCompare(b)).join(" ")}`;
  return isFirst(receiver) ? [told, ...asked] : asked;
}
