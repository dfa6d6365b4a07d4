/** One thing that a start has to do, as people watch it. */
export interface StartStep {
  readonly id: string;
  readonly label: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly estimateSeconds?: number;
  readonly detail?: string;
}

/** The steps of one start. The dashboard and the terminal watch the same list. */
export class StartSteps {
  #steps: StartStep[];
  readonly #listeners = new Set<(step: StartStep) => void>();

  constructor(steps: readonly { readonly id: string; readonly label: string }[]) {
    this.#steps = steps.map((step) => ({ ...step, state: "waiting" }));
  }

  list(): StartStep[] {
    return [...this.#steps];
  }

  /** Calls back on every change; returns what ends it. */
  onChange(listener: (step: StartStep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Does one step. What it tells along the way is its detail; the last word stays. */
  async run<Result>(
    id: string,
    work: (tell: (detail: string, estimateSeconds?: number) => void) => Promise<Result>,
  ): Promise<Result> {
    this.#change(id, { state: "running", startedAt: new Date() });
    try {
      const result = await work((detail, estimateSeconds) =>
        this.#change(id, { detail, ...(estimateSeconds === undefined ? {} : { estimateSeconds }) }),
      );
      this.#change(id, { state: "done", finishedAt: new Date() });
      return result;
    } catch (error) {
      this.#change(id, {
        state: "failed",
        finishedAt: new Date(),
        detail: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  }

  #change(id: string, change: Partial<StartStep>): void {
    this.#steps = this.#steps.map((step) => (step.id === id ? { ...step, ...change } : step));
    const changed = this.#steps.find((step) => step.id === id);
    if (changed === undefined) throw new Error(`A start has no step "${id}".`);
    for (const listener of this.#listeners) listener(changed);
  }
}
