/**
 * The same value without control characters in its texts. Names come from forms that anybody can fill in, and a
 * terminal would obey what stands in them.
 */
export function withoutControls<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === "string" ? inner.replaceAll(/[^\P{Cc}\n\t]/gu, "") : inner,
  ) as Value;
}
