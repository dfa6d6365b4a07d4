import { createHash } from "node:crypto";
import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import type { AnyKindWords } from "../../domain/inventory/words.ts";
import { storableJson } from "../storable.ts";

/** An item as it is stored: its content, and apart from it what moves by itself. Both are JSON. */
export interface SplitItem {
  readonly id: string;
  readonly content: string;
  readonly hash: string;
  readonly figures: string;
}

export function splitItem(words: AnyKindWords, item: InventoryItem): SplitItem {
  const isFigure = (name: string) => words.figures.includes(name);
  const fields = Object.entries(item).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const content = storableJson(Object.fromEntries(fields.filter(([name]) => !isFigure(name))));
  const figures = storableJson(Object.fromEntries(fields.filter(([name]) => isFigure(name))));
  return { id: item.id, content, hash: hashOf(content), figures };
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
