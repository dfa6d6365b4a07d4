/** Faults that strike the next calls they apply to, each as often as it was asked to. */
export class FaultQueue<Fault extends { readonly times?: number | undefined }> {
  #armed: { fault: Fault; left: number }[] = [];

  get all(): readonly Fault[] {
    return this.#armed.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  set(fault: Fault): void {
    this.#armed.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.#armed = [];
  }

  strike(applies: (fault: Fault) => boolean): Fault | null {
    const armed = this.#armed.find(({ fault, left }) => left > 0 && applies(fault));
    if (!armed) return null;
    armed.left--;
    return armed.fault;
  }
}
