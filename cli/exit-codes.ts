/** What the command's end means to a script. Where sysexits(3) has a number for it, we use that one. */
export const exitCodes = {
  ok: 0,
  found: 1,
  needsConfirmation: 2,
  usage: 64,
  unavailable: 69,
  internal: 70,
  cannotWrite: 73,
  damaged: 74,
  tryLater: 75,
  tooNew: 76,
  badConfig: 78,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** In the words of docs/cli.md. */
export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: "Done, and nothing to report.",
  1: "Done, and it found something: open findings, a failed check of `doctor`, a change that could not be made.",
  2: "It would change something and was not confirmed. The plan is printed; `--yes` confirms.",
  64: "It was called in a way that it cannot answer: an unknown option, client or finding, or a file in the way of `init`.",
  69: "Something that it depends on is down: database, Temporal, workers; or the port that it is to listen on is taken.",
  70: "A fault of Revwatch itself.",
  73: "The state directory, or the answer, cannot be written, or the disk has no room.",
  74: "The embedded database's folder, or Temporal's state file, is damaged, gone or no database. Nothing was changed; restore a backup, or do as it says.",
  75: "Another process holds the state directory and does not answer within ten seconds, or is busy. Try again later.",
  76: "A newer Revwatch has written the database. Update this one.",
  78: "The config has faults; all of them are printed.",
  130: "Ended by Ctrl-C, or at once by a second signal.",
};
