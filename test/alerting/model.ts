import { severities, type Severity } from "../../domain/findings/severity.ts";

const minute = 60_000;
/** The ladder of the room: who is reached how long after the beginning. */
const ladder = [
  { receiver: "head", after: 30 * minute },
  { receiver: "boss", after: 120 * minute },
] as const;
/** How long a click holds, around the clock. */
const holds: Readonly<Record<Severity, number>> = {
  critical: 240 * minute,
  high: 1_440 * minute,
  medium: 4_320 * minute,
  low: 4_320 * minute,
};

interface Lead {
  severity: Severity;
  /** Up to which severity nobody is told; null: told whatever it is. */
  quiet: Severity | null;
  told: Severity | null;
  /** When that was said. */
  toldAt: number;
  from: number;
  reached: Set<string>;
  takenUntil: number | null;
}

const rank = (severity: Severity) => severities.indexOf(severity);

/**
 * What people are to know, as the rules say it, written without a look at how the product does it: leads that are open,
 * what was said of each, and who has to hear next.
 */
export class Model {
  readonly leads = new Map<string, Lead>();
  /** What is to be noticed since it was last asked for, such as "sales news ana". */
  expected: string[] = [];
  /** How often each lead was to be told as new or worse. */
  readonly tellings = new Map<string, number>();

  /** One run sees these fail; a quiet one tells nobody. */
  sees(names: readonly string[], severity: Severity, now: number, isQuiet: boolean): void {
    const news: string[] = [];
    for (const name of names) {
      const lead = this.leads.get(name) ?? this.#begin(name, severity, isQuiet);
      lead.severity = severity;
      if (isQuiet && lead.told === null && (lead.quiet === null || rank(severity) > rank(lead.quiet)))
        lead.quiet = severity;
    }
    for (const [name, lead] of this.leads) if (this.#isNews(lead)) news.push(this.#tell(name, lead, now));
    if (news.length > 0) this.expected.push(`sales news ${news.toSorted((a, b) => a.localeCompare(b)).join(" ")}`);
  }

  ends(name: string): void {
    this.leads.delete(name);
  }

  /** When each lead was told as it stands now. */
  shown(): ReadonlyMap<string, number> {
    return new Map([...this.leads].flatMap(([name, { told, toldAt }]) => (told === null ? [] : [[name, toldAt]])));
  }

  /** A click on a message that showed these: what has come back, or got worse, since was not shown. */
  takes(shown: ReadonlyMap<string, number>, now: number): void {
    for (const [name, toldAt] of shown) {
      const lead = this.leads.get(name);
      if (lead === undefined || lead.told === null || lead.toldAt !== toldAt || lead.takenUntil !== null) continue;
      lead.takenUntil = now + holds[lead.told];
    }
  }

  /** Everything that is due up to an instant, each at its own. */
  passes(until: number): void {
    for (;;) {
      const next = Math.min(...this.#instants().filter((at) => at <= until));
      if (!Number.isFinite(next)) return;
      this.happens(next);
    }
  }

  /** What is due at an instant, after an outage all at once. */
  happens(now: number): void {
    const due = ladder.filter(({ receiver, after }) =>
      this.#climbing().some(({ from, reached }) => !reached.has(receiver) && from + after <= now),
    );
    const runOut = [...this.leads.values()].filter(({ takenUntil }) => takenUntil !== null && takenUntil <= now);
    for (const { receiver } of due) this.expected.push(`${receiver} called`);
    for (const lead of this.#climbing()) for (const { receiver } of due) lead.reached.add(receiver);
    for (const lead of runOut) Object.assign(lead, { takenUntil: null, from: now });
    if (runOut.length > 0) this.expected.push("sales asked");
  }

  /** The leads that sales has to know of, with how bad they are. */
  known(): ReadonlyMap<string, Severity> {
    return new Map([...this.leads].flatMap(([name, { told }]) => (told === null ? [] : [[name, told] as const])));
  }

  /** Those whose click still holds. */
  taken(): readonly string[] {
    return [...this.leads].filter(([, { takenUntil }]) => takenUntil !== null).map(([name]) => name);
  }

  #begin(name: string, severity: Severity, isQuiet: boolean): Lead {
    const lead: Lead = {
      severity,
      quiet: isQuiet ? severity : null,
      told: null,
      toldAt: 0,
      from: 0,
      reached: new Set(),
      takenUntil: null,
    };
    this.leads.set(name, lead);
    return lead;
  }

  #isNews({ severity, quiet, told }: Lead): boolean {
    return told === null ? quiet === null || rank(severity) > rank(quiet) : rank(severity) > rank(told);
  }

  #tell(name: string, lead: Lead, now: number): string {
    const isWorseAfterClick = lead.told !== null && lead.takenUntil !== null;
    if (lead.told === null || isWorseAfterClick)
      Object.assign(lead, { from: now, reached: new Set(), takenUntil: null });
    lead.told = lead.severity;
    lead.toldAt = now;
    this.tellings.set(name, (this.tellings.get(name) ?? 0) + 1);
    return name;
  }

  /** What grew milder is shown so. */
  settle(): void {
    for (const lead of this.leads.values()) if (lead.told !== null) lead.told = lead.severity;
  }

  #climbing(): readonly Lead[] {
    return [...this.leads.values()].filter(({ told, takenUntil }) => told !== null && takenUntil === null);
  }

  #instants(): readonly number[] {
    const steps = this.#climbing().flatMap(({ from, reached }) =>
      ladder.filter(({ receiver }) => !reached.has(receiver)).map(({ after }) => from + after),
    );
    return [...steps, ...[...this.leads.values()].flatMap(({ takenUntil }) => takenUntil ?? [])];
  }
}
