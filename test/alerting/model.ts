import { severities, type Severity } from "../../domain/findings/severity.ts";

type Receiver = "sales" | "deputy";

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

const inOrder = (names: readonly string[]) => names.toSorted((a, b) => a.localeCompare(b)).join(" ");
const rank = (severity: Severity) => severities.indexOf(severity);

/**
 * What people are to know, as the rules say it, written without a look at how the product does it: leads that are open,
 * what was said of each, and who has to hear next.
 */
export class Model {
  readonly leads = new Map<string, Lead>();
  /** Who hears of leads that wait. */
  receiver: Receiver = "sales";
  /** To whom they are routed, which a silence may still hold back. */
  #routedTo: Receiver = "sales";
  /** Until when a silence holds everything back; null while there is none. */
  silencedUntil: number | null = null;
  /** Leads that have failed before, however long ago. */
  readonly #everSeen = new Set<string>();
  /** What is to be noticed since it was last asked for, such as "sales news ana". */
  expected: string[] = [];
  /** How often each lead was to be told as new or worse. */
  readonly tellings = new Map<string, number>();

  /** One run sees these fail. A quiet one tells nobody, and a first look nobody of what it finds. */
  sees(names: readonly string[], severity: Severity, now: number, look: "live" | "quiet" | "first"): void {
    for (const name of names) {
      const isQuiet = look === "quiet" || (look === "first" && !this.#everSeen.has(name));
      const lead = this.leads.get(name) ?? this.#begin(name, severity, isQuiet);
      lead.severity = severity;
      // What waits to be told does not grow quiet by a look at the past.
      if (look === "quiet" && lead.told === null && lead.quiet !== null && rank(severity) > rank(lead.quiet))
        lead.quiet = severity;
    }
    if (this.silencedUntil === null) this.#tellNews(now);
  }

  silences(until: number): void {
    this.silencedUntil = until;
  }

  /**
   * A silence ends: what goes elsewhere since is handed over, what was held back is told, what was told before rests no
   * longer, and its ladder begins now.
   */
  releases(now: number): void {
    this.silencedUntil = null;
    const handed = this.#routedTo === this.receiver ? [] : this.#handOver(now);
    for (const lead of this.leads.values()) if (lead.told !== null && lead.takenUntil === null) lead.from = now;
    this.#tellNews(now, handed);
    this.settle();
  }

  /** Leads go to somebody else, with their ladders and whoever has taken them; not within a silence. */
  goesTo(receiver: Receiver, now: number): void {
    this.#routedTo = receiver;
    const isKnown = [...this.leads.values()].some(({ told }) => told !== null);
    if (this.silencedUntil === null || !isKnown) this.#tellNews(now, this.#handOver(now));
  }

  /** @returns What the new receiver gets. */
  #handOver(now: number): readonly string[] {
    const told = [...this.leads].filter(([, lead]) => lead.told !== null);
    const before = this.receiver;
    this.receiver = this.#routedTo;
    if (told.length > 0) this.expected.push(`${before} handed over`);
    for (const [name, lead] of told) {
      lead.toldAt = now;
      this.tellings.set(name, (this.tellings.get(name) ?? 0) + 1);
    }
    return told.map(([name]) => name);
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
    if (this.silencedUntil !== null && this.silencedUntil <= now) this.releases(now);
    if (this.silencedUntil !== null) return;
    const due = ladder.filter(({ receiver, after }) =>
      this.#climbing().some(({ from, reached }) => !reached.has(receiver) && from + after <= now),
    );
    const runOut = [...this.leads.values()].filter(({ takenUntil }) => takenUntil !== null && takenUntil <= now);
    for (const { receiver } of due) this.expected.push(`${receiver} called`);
    for (const lead of this.#climbing()) for (const { receiver } of due) lead.reached.add(receiver);
    for (const lead of runOut) Object.assign(lead, { takenUntil: null, from: now });
    if (runOut.length > 0) this.expected.push(`${this.receiver} asked`);
  }

  /** The leads that sales has to know of, with how bad they are. */
  known(): ReadonlyMap<string, Severity> {
    return new Map([...this.leads].flatMap(([name, { told }]) => (told === null ? [] : [[name, told] as const])));
  }

  /** Those whose click still holds. */
  taken(): readonly string[] {
    return [...this.leads].filter(([, { takenUntil }]) => takenUntil !== null).map(([name]) => name);
  }

  /** @param handed - What the same message hands over. */
  #tellNews(now: number, handed: readonly string[] = []): void {
    const news = this.silencedUntil === null ? [...this.leads].filter(([, lead]) => this.#isNews(lead)) : [];
    for (const [name, lead] of news) this.#tell(name, lead, now);
    const names = new Set([...handed, ...news.map(([name]) => name)]);
    if (names.size > 0) this.expected.push(`${this.receiver} news ${inOrder([...names])}`);
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
    this.#everSeen.add(name);
    return lead;
  }

  #isNews({ severity, quiet, told }: Lead): boolean {
    return told === null ? quiet === null || rank(severity) > rank(quiet) : rank(severity) > rank(told);
  }

  #tell(name: string, lead: Lead, now: number): void {
    const isWorseAfterClick = lead.told !== null && lead.takenUntil !== null;
    if (lead.told === null || isWorseAfterClick)
      Object.assign(lead, { from: now, reached: new Set(), takenUntil: null });
    lead.told = lead.severity;
    lead.toldAt = now;
    this.tellings.set(name, (this.tellings.get(name) ?? 0) + 1);
  }

  /** What grew milder is shown so, unless it is silenced. */
  settle(): void {
    if (this.silencedUntil !== null) return;
    for (const lead of this.leads.values()) if (lead.told !== null) lead.told = lead.severity;
  }

  #climbing(): readonly Lead[] {
    return [...this.leads.values()].filter(({ told, takenUntil }) => told !== null && takenUntil === null);
  }

  #instants(): readonly number[] {
    if (this.silencedUntil !== null) return [this.silencedUntil];
    const steps = this.#climbing().flatMap(({ from, reached }) =>
      ladder.filter(({ receiver }) => !reached.has(receiver)).map(({ after }) => from + after),
    );
    return [...steps, ...[...this.leads.values()].flatMap(({ takenUntil }) => takenUntil ?? [])];
  }
}
