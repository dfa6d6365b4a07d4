import type { Call } from "./call.ts";
import { limitOf, pagingTo } from "./paging.ts";
import { unparsableParameter } from "./refusal.ts";

/** A page of what is small enough to be counted through; `after` is the number of items that came before. */
export function offsetPage<Item>(
  call: Call,
  items: readonly Item[],
  limits: { readonly standard: number; readonly max: number },
  elderPath: string,
): { readonly results: readonly Item[]; readonly paging?: unknown } {
  const limit = limitOf(call, limits);
  const offset = Number(call.query.get("after") || 0);
  if (!Number.isInteger(offset) || offset < 0) throw unparsableParameter("after");
  const next = offset + limit;
  return { results: items.slice(offset, next), ...(items.length > next && pagingTo(call, elderPath, String(next))) };
}
