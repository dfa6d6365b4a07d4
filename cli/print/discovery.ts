import { countOf } from "../../domain/duration.ts";
import type { Discovery } from "../../operations/discover-client.ts";

/** What was written, and what only people can decide. */
export function sayDiscovery({ clientId, written, questions }: Discovery): string {
  return [
    `wrote ${written}`,
    "",
    questions.length === 0
      ? "It could decide everything."
      : `It could not decide ${countOf(questions.length, "thing")}:`,
    ...questions.map((question, index) => `${index + 1}. ${question}`),
    "",
    `Answer them there, and copy it over clients/${clientId}.yaml. What watching costs: revwatch cost --client ${clientId}`,
  ].join("\n");
}
