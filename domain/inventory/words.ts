import type { ItemType } from "./inventory.ts";

/** The name of another item, by which people know it; null when nobody has read it. */
export type NameOf = (kind: ItemType, id: string) => string | null;

/** Tells the change of one field in sentences that somebody in sales operations reads; none when there is no change. */
export type Tell<Value> = (before: Value, after: Value, nameOf: NameOf) => readonly string[];

/** How the items of one kind are spoken of. */
export interface KindWords<Item = never> {
  readonly kind: ItemType;
  /** Such as "workflow". */
  readonly noun: string;
  /** The fields whose change is drift, in the order in which they are told. What is not here changes without a word. */
  readonly fields: { readonly [Field in keyof Item]?: Tell<Item[Field]> };
  /** What moves by itself, such as how many are in a list: the latest is kept, and no change of it makes a version. */
  readonly figures?: readonly (keyof Item & string)[];
  /** The figure of which a history is kept, a value a day. */
  readonly history?: keyof Item & string;
  /** Said when nothing but these is another, and each of them is: somebody changed what is not read. */
  readonly edited?: readonly (keyof Item & string)[];
}

/** The words of any kind, as the registry holds them; `defineWords` has held each to its own item. */
export type AnyKindWords = Omit<KindWords, "fields" | "figures" | "history" | "edited"> & {
  readonly fields: Readonly<Record<string, Tell<never>>>;
  readonly figures: readonly string[];
  readonly history: string | null;
  readonly edited: readonly string[];
};

export function defineWords<Item>(words: KindWords<Item>): AnyKindWords {
  const { figures = [], history = null, edited = [] } = words;
  return { ...words, figures, history, edited } as unknown as AnyKindWords;
}
