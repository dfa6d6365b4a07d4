import { checks } from "../../checks/index.ts";
import { asKind } from "../../checks/kinds/index.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import { startOfTest, testClient } from "../activities/test-world.ts";
import { seededRandom } from "../faults/seeded-random.ts";
import { audit } from "./truth-audit.ts";
import { differencesOf, touchedIds, unlikeLinks, unlikePortal, viewOf, type TruthView } from "./truth-compare.ts";
import { families } from "./truth-endpoints.ts";
import { mayHideTheNew, phases, truthFault, type TruthFault } from "./truth-fault.ts";
import { TruthPortal } from "./truth-portal.ts";
import type { TruthWorld } from "./truth-world.ts";

/** The seeds of one group strike one run, one on each family of endpoints. */
const seedsInGroup = families.length;
const groupsInBlock = 5;
/** Seeds that share a portal, because a portal and its first reading cost most. */
export const seedsInBlock = seedsInGroup * groupsInBlock;

/** What the run of one group came to: all lists are empty when all went well. */
export interface TruthResult {
  readonly seeds: readonly number[];
  readonly faults: readonly (TruthFault & { readonly hasStruck: boolean })[];
  readonly falseResolves: readonly string[];
  readonly falseFindings: readonly string[];
  /** What a run called complete, or a check assessed, and was not. */
  readonly falseComplete: readonly string[];
  /** Fault-free runs that were not complete. */
  readonly doubted: readonly string[];
  /** What the run after the faults had not put right. */
  readonly notTold: readonly string[];
}

const recordTypes: ReadonlySet<string> = new Set(["contact", "company", "deal", "lead", "task"]);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Lives through one block, at most up to a seed: each group breaks some answers of one run, and the run after it is
 * undisturbed and says what was true. In the end a twin that never met a fault reads the portal and agrees. Of what was
 * changed since a first look a newcomer cannot know: there the witness agrees, who first looked when the subject did.
 */
export async function liveBlock(world: TruthWorld, block: number, last: number): Promise<readonly TruthResult[]> {
  const life = new TruthPortal(seededRandom(block + 1));
  const portalId = 5_000 + block;
  const token = `pat-truth-${block}`;
  const hosted = world.hubspot.open(portalId, token, 7);
  let at = new Date(startOfTest.getTime() - 5 * hourMs);
  hosted.portal.liveThrough(life.born(at), crmUi);
  const add = (name: string) => {
    const clientId = `truth-${block}-${name}`;
    world.add(testClient(clientId, String(portalId)), token);
    return clientId;
  };
  let subject = add("base");
  await audit(world, hosted, subject, at);
  let witness = add("base-witness");
  await audit(world, hosted, witness, at);
  const results: TruthResult[] = [];
  for (let group = 0; group < groupsInBlock; group += 1) {
    const first = block * seedsInBlock + group * seedsInGroup + 1;
    if (first > last) break;
    const seeds = Array.from({ length: seedsInGroup }, (_, index) => first + index);
    const phase = phases[(block + group) % phases.length]!;
    const before = at;
    at = new Date(at.getTime() + (phase === "later list" ? 27 : 1) * hourMs);
    if (phase === "first list") subject = add(String(group));
    const faults = seeds.map((seed, family) => truthFault(seededRandom(seed * 7_919), family, phase));
    const may = { make: !faults.some(mayHideTheNew), unlink: phase !== "increment" };
    hosted.portal.liveThrough(life.step(before, at, may), crmUi);
    results.push({ seeds, ...(await strike(world, hosted, { subject, faults, before, at })) });
    at = new Date(at.getTime() + 2 * minuteMs);
    if (phase !== "first list") continue;
    // The portal is as it was when the subject looked: what is approved is the same, if no fault got in.
    witness = add(`${group}-witness`);
    await audit(world, hosted, witness, at);
  }

  at = new Date(at.getTime() + 2 * minuteMs);
  const twin = add("twin");
  for (const [name, clientId] of Object.entries({ twin, witness })) {
    const { status, why } = await audit(world, hosted, clientId, at);
    if (status !== "complete")
      results.push(resultOf(results.at(-1)!, { doubted: [`the ${name} is ${status}: ${why}`] }));
  }
  const { db } = world.world;
  const [ours, theirs, seen] = [await viewOf(db, subject), await viewOf(db, twin), await viewOf(db, witness)];
  const told = { ...theirs, open: new Set([...openIn(theirs, "else"), ...openIn(seen, "drift")]) };
  const notTold = differencesOf(ours, told).map((one) => `the twin and the witness: ${one}`);
  if (notTold.length > 0) results.push(resultOf(results.at(-1)!, { notTold }));
  return results;
}

/** The open findings that tell of what is not as it was approved, or all others. */
function openIn({ open }: TruthView, of: "drift" | "else"): ReadonlySet<string> {
  const ofDrift = new Set(
    checks.filter((check) => asKind("inventory", check)?.needs.approved !== undefined).map(({ id }) => id),
  );
  return new Set([...open].filter((name) => ofDrift.has(name.slice(0, name.indexOf("/"))) === (of === "drift")));
}

function resultOf({ seeds, faults }: TruthResult, wrong: Partial<TruthResult>): TruthResult {
  return { seeds, faults, falseResolves: [], falseFindings: [], falseComplete: [], doubted: [], notTold: [], ...wrong };
}

interface Strike {
  readonly subject: string;
  readonly faults: readonly TruthFault[];
  readonly before: Date;
  readonly at: Date;
}

async function strike(world: TruthWorld, hosted: HostedPortal, { subject, faults, before, at }: Strike) {
  const { db } = world.world;
  const old = await viewOf(db, subject);
  const { portal } = hosted;
  const { limits } = portal;
  const lag = Math.max(0, ...faults.filter(({ kind }) => kind === "lag").map(({ lagMs }) => lagMs));
  portal.limits = { ...limits, indexLagMs: lag };
  const ids = faults.map((fault) => setFault(hosted, fault));
  const broken = await audit(world, hosted, subject, at);
  const isStruck = (index: number) => {
    const armed = hosted.faults.all.find(({ id }) => id === ids[index]);
    return armed === undefined || armed.left !== armed.times;
  };
  const struck = faults.map((fault, index) => ({ ...fault, hasStruck: isStruck(index) }));
  hosted.faults.clear();
  portal.limits = limits;
  const now = await viewOf(db, subject);

  const healedAt = new Date(at.getTime() + 2 * minuteMs);
  const healed = await audit(world, hosted, subject, healedAt);
  const truth = await viewOf(db, subject);
  // What changed within the lag may show later; nobody can see that yet. A search that hides it twice in the same way
  // looks just like that.
  const looksLate = lag > 0 || faults.some(hidesTwice);
  const hidden = looksLate ? touchedIds(hosted, before) : new Set<string>();
  const isHidden = (name: string) =>
    hidden.size > 0 && (hidden.has(name.split("/").at(-1)!) || name.startsWith("owner-deactivated"));
  // Where HubSpot seems not to have a property, the run says so, and no record is read with it.
  const lacksProperties = faults.some(({ target }) => target === "properties");
  const isProven = (name: string) => {
    const scan = name.slice(0, name.lastIndexOf("/"));
    // Associations are those of the records at both ends.
    const scans = recordTypes.has(scan.split("/")[0]!) ? [scan, ...scan.split("/")] : [scan];
    return scans.every((one) => broken.complete.has(one)) && !(lacksProperties && scans.length > 1);
  };
  const isTold = broken.status === "complete" && !lacksProperties;
  return {
    faults: struck,
    falseResolves: [...old.open].filter((one) => !now.open.has(one) && truth.open.has(one) && !isHidden(one)),
    falseFindings: [...now.open].filter((one) => !old.open.has(one) && !truth.open.has(one) && !isHidden(one)),
    falseComplete: [
      ...(looksLate ? [] : falselyAssessed(now, truth, broken.runId)),
      ...differencesOf(now, truth).filter((one) => {
        const [name] = one.split(" ") as [string];
        return !isHidden(name) && (one.endsWith(" differs") ? isProven(name) : isTold);
      }),
    ],
    doubted: healed.status === "complete" ? [] : [`${healed.status}: ${healed.why}`],
    notTold: [
      ...(await unlikePortal(db, subject, hosted, healedAt)),
      ...(await unlikeLinks(db, subject, hosted, healedAt)),
    ],
  };
}

function hidesTwice({ target, kind, times }: TruthFault): boolean {
  return target.endsWith("search") && times > 1 && (kind === "void-page" || kind === "low-count");
}

/** Checks that the broken run called assessed, with other counts than the run after it. */
function falselyAssessed(now: TruthView, truth: TruthView, runId: string): readonly string[] {
  return [...now.outcomes].flatMap(([checkId, outcome]) => {
    const counts = truth.outcomes.get(checkId)?.counts;
    if (outcome.runId !== runId || outcome.status !== "assessed" || outcome.counts === counts) return [];
    return [`${checkId} counts ${outcome.counts} for ${counts}`];
  });
}

function setFault(
  { faults }: HostedPortal,
  { kind, method, path, body, skip, times, property }: TruthFault,
): number | null {
  if (kind === "lag") return null;
  const where = { path, ...(method === undefined ? {} : { method }), ...(body === undefined ? {} : { body }) };
  return faults.set({ kind, ...where, skip, property, times, probability: 1, seed: 1, ms: 0 });
}
