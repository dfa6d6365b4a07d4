import { given, textOf, type CliOption, type OptionValues } from "./command.ts";

/** Which findings a command is about: one by its id, or those of an alert. */
export const meantOptions: readonly CliOption[] = [
  { flags: "--client <id>", meaning: "whose alert it is; for a finding only where two clients have one of that id" },
  { flags: "--by <name>", meaning: "who says so", isRequired: true },
];

export const meantArgument = [
  "<what>",
  "a finding's id, as `findings` prints it, or an alert's, as `alerts` prints it",
] as const;

/** An alert's id is a receiver and a topic; a finding's has a type and an id of a record besides. */
export function meantBy(what: string | undefined, options: OptionValues) {
  const isAlert = (what ?? "").split(".").length === 2;
  return {
    ...(isAlert ? { alertId: what } : { findingId: what }),
    ...given({ clientId: textOf(options, "client") }),
    by: textOf(options, "by"),
    via: "cli",
  };
}
