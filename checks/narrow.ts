/** What is always there, whatever a check asks for. */
const always = ["id", "type", "name"];

type Facts = Readonly<Record<string, unknown>>;

/** Cuts subjects down for one check, at run time too. */
export type Narrow = (subject: object, beside?: object) => object;

/**
 * A view of a subject that shows what was asked for and throws at whatever else it has, so that a verdict rests on
 * nothing that its check does not own up to. A view costs one small object, for it is made for each record and check.
 *
 * @param checkId - Named in the error.
 * @param fields - What the subject itself may show.
 * @param parts - What may be seen of what lies beside it.
 */
export function narrowTo(checkId: string, fields: readonly string[], parts: readonly string[] = []): Narrow {
  const Narrowed = class extends View {};
  const known = new Set<string>();
  const show = (name: string, get: (this: View) => unknown) => {
    known.add(name);
    Object.defineProperty(Narrowed.prototype, name, { enumerable: true, get });
  };
  for (const name of [...always, ...fields]) show(name, subjectGetter(name));
  for (const name of parts) show(name, besideGetter(name));

  const hide = (thing: object) => {
    for (const name of Object.keys(thing))
      if (!known.has(name))
        show(name, () => {
          throw new TypeError(`The check ${checkId} did not ask for “${name}”. Add it to its needs.`);
        });
  };
  // All subjects of a kind are made alike, so the first one tells what there is to hide.
  let isComplete = false;
  return (subject, beside = nothing) => {
    if (!isComplete) {
      hide(subject);
      hide(beside);
      isComplete = true;
    }
    return new Narrowed(subject, beside);
  };
}

const nothing = Object.freeze({});

let subjectGetter: (name: string) => (this: View) => unknown;
let besideGetter: (name: string) => (this: View) => unknown;

class View {
  readonly #subject: Facts;
  readonly #beside: Facts;

  constructor(subject: object, beside: object) {
    this.#subject = subject as Facts;
    this.#beside = beside as Facts;
  }

  static {
    subjectGetter = (name) =>
      function get() {
        return this.#subject[name];
      };
    besideGetter = (name) =>
      function get() {
        return this.#beside[name];
      };
  }
}
