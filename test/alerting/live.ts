import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { severities } from "../../domain/findings/severity.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { chanceOf, type Chance } from "../judging/chance.ts";
import { openRoom, roomClient, type Room } from "../acceptance/alerting/harness/open-room.ts";
import type { Hits } from "../support/run-lives.ts";
import { Model } from "./model.ts";

const names = ["ana", "ben", "cleo", "dan", "eve"];
const steps = 30;
let lives = 0;

/**
 * A life of an alert room by chance: leads that come, get worse and go, clicks, outages, restarts and quiet runs. After
 * each step everyone has noticed what the rules say and nothing else, and knows exactly what is so.
 *
 * @returns What went wrong first, in words; null when nothing did.
 */
export async function live(db: StoreHandle, seed: number, hits: Hits): Promise<string | null> {
  const chance = chanceOf(seed);
  const room = await openRoom(db, roomClient(`life-${seed}-${(lives += 1)}`));
  const life: Life = {
    room,
    model: new Model(),
    chance,
    shown: new Map(),
    told: new Map(),
    began: new Map(),
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
  /** Which leads each revision of the alert showed, and when they were told so. */
  readonly shown: Map<number, ReadonlyMap<string, number>>;
  /** How often sales noticed each lead as new or worse. */
  readonly told: Map<string, number>;
  /** When each lead began last. */
  readonly began: Map<string, number>;
  isAway: boolean;
  /** Slack came back in this step, and what had waited came in the state of then. */
  isBack: boolean;
}

async function happen(life: Life): Promise<string> {
  const { room, model, chance } = life;
  await room.pass(1);
  const now = room.now.getTime();
  model.passes(now);
  switch (chance.number(10)) {
    case 0:
    case 1:
    case 2: {
      // What comes back within the hour flaps, which has scenarios of its own.
      const mayBegin = (name: string) => model.leads.has(name) || now - (life.began.get(name) ?? 0) > 61 * 60_000;
      const seen = names.filter((name) => chance.percent(35) && mayBegin(name));
      for (const name of seen) if (!model.leads.has(name)) life.began.set(name, now);
      const severity = chance.pick(severities);
      const mode = chance.percent(15) ? "history" : chance.percent(15) ? "late" : "live";
      model.sees(seen, severity, now, mode === "history");
      await room.opens(seen, { severity }, { mode });
      model.settle();
      return `${mode} run sees ${seen.join(" ") || "nothing"} ${severity}`;
    }
    case 3:
    case 4: {
      const open = names.filter((name) => model.leads.has(name));
      if (open.length === 0) return "nothing";
      const name = chance.pick(open);
      model.ends(name);
      model.sees([], "low", now, false);
      await room.ends([name], chance.pick(["seen-healthy", "deleted", "handed-over"] as const));
      model.settle();
      return `ends ${name}`;
    }
    case 5:
    case 6: {
      const alert = await room.alert();
      if (alert === undefined || alert.status !== "open") return "nothing";
      const revisions = [...life.shown.keys()].toSorted((a, b) => b - a).slice(0, 2);
      const revision = revisions.length > 1 && chance.percent(30) ? revisions[1]! : alert.revision;
      const shown = life.shown.get(revision) ?? model.shown();
      const result = await room.takes("sales", "Mia", revision);
      if (result.ok) model.takes(shown, now);
      return `click on ${revision}`;
    }
    case 7: {
      life.isAway = !life.isAway;
      life.isBack = !life.isAway;
      room.channels.moods.slack = life.isAway ? "away" : "well";
      if (life.isAway) return "outage begins";
      // As long as the sender may wait at most before it tries again.
      await room.pass(10);
      model.passes(room.now.getTime());
      return "outage ends";
    }
    case 8: {
      // Nothing runs for a while, then everything that was due does at once.
      room.now = new Date(now + (1 + chance.number(300)) * 60_000);
      await room.timers();
      model.happens(room.now.getTime());
      return "restart";
    }
    default: {
      const minutes = 1 + chance.number(chance.percent(20) ? 3_000 : 200);
      await room.pass(minutes);
      model.passes(room.now.getTime());
      return `passes ${minutes} minutes`;
    }
  }
}

async function differenceIn(life: Life): Promise<string | null> {
  const { room, model } = life;
  const rows = (await room.sent()).flatMap(({ receiver, act, message, revision }) =>
    message.kind === "alert" && revision !== null ? [{ receiver, act, revision, alert: message.alert }] : [],
  );
  const latest = Math.max(0, ...(await room.alerts()).map(({ revision }) => revision));
  for (let revision = latest; revision > 0 && !life.shown.has(revision); revision -= 1)
    life.shown.set(revision, model.shown());
  const expected = model.expected;
  model.expected = [];
  const noticed = rows.flatMap(({ receiver, act, alert }) =>
    act === "update" ? [] : sayNoticed(receiver, act, alert),
  );
  const isSteady = !life.isAway && !life.isBack;
  life.isBack = false;
  if (isSteady && sorted(noticed) !== sorted(expected))
    return `noticed [${noticed.join("; ")}], expected [${expected.join("; ")}]`;
  for (const { act, alert } of rows.filter(({ receiver }) => receiver === "sales"))
    for (const key of act === "update" ? [] : newsIn(act, alert)) life.told.set(key, (life.told.get(key) ?? 0) + 1);
  for (const [name, times] of life.told)
    if (times > (model.tellings.get(name) ?? 0))
      return `${name} was told ${times} times, expected ${model.tellings.get(name) ?? 0}`;
  return differenceInStore(life);
}

/** The notices say what the rules say, whatever the channels do. */
async function differenceInStore({ room, model }: Life): Promise<string | null> {
  const notices = (await room.notices()).filter(({ state, receiver }) => state !== "over" && receiver !== "");
  const told = notices.map(({ finding_id, said_severity }) => `${finding_id.split(".").at(-1)} ${said_severity}`);
  const known = [...model.known()].map(([name, severity]) => `${name} ${severity}`);
  if (sorted(told) !== sorted(known)) return `told of [${told.join("; ")}], expected [${known.join("; ")}]`;
  const taken = notices
    .filter(({ covered_by }) => covered_by !== null)
    .map(({ finding_id }) => finding_id.split(".").at(-1)!);
  if (sorted(taken) !== sorted(model.taken())) return `taken [${taken.join()}], expected [${model.taken().join()}]`;
  const alert = await room.alert();
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

const sorted = (some: readonly string[]) => some.toSorted((a, b) => a.localeCompare(b)).join("; ");

function sayNoticed(receiver: string, act: string, alert: AlertMessage): readonly string[] {
  if (alert.occasion === "escalated") return [`${receiver} called`];
  if (alert.occasion === "reminder") return [`${receiver} asked`];
  if (alert.occasion === "recovered") return [];
  const lines = alert.sections.flatMap((section) => section.lines);
  const news = (act === "reply" ? lines.filter(({ isNew }) => isNew) : lines).map(({ label }) => label);
  return receiver === "sales" ? [`sales news ${news.toSorted((a, b) => a.localeCompare(b)).join(" ")}`] : [];
}
