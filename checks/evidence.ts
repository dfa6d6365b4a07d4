import type { Evidence } from "../domain/findings/verdict.ts";

/**
 * Reads stored evidence, from which sentences are made.
 *
 * @throws {TypeError} Where a value is not what its check stores: an older or a newer version wrote it.
 */
export function numberIn(evidence: Evidence, name: string): number {
  const value = evidence[name];
  if (typeof value !== "number") throw new TypeError(`The evidence has no number ${name}.`);
  return value;
}

/** @throws {TypeError} */
export function textIn(evidence: Evidence, name: string): string {
  const value = evidence[name];
  if (typeof value !== "string") throw new TypeError(`The evidence has no text ${name}.`);
  return value;
}

/** @throws {TypeError} */
export function instantIn(evidence: Evidence, name: string): Date {
  const at = new Date(textIn(evidence, name));
  if (Number.isNaN(at.getTime())) throw new TypeError(`The evidence has no instant ${name}.`);
  return at;
}
