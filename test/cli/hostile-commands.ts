/** What somebody could type, by mistake or on purpose, and the code that the contract has for it. */
export interface HostileCommand {
  readonly typed: readonly string[];
  readonly code: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Somebody goes away before the answer is read. */
  readonly isPipeBroken?: boolean;
}

/** Stands where a secret was typed or set by mistake. */
export const typedSecret = "xoxb-1234567890-CANARY7d1f";

const long = "x".repeat(20_000);
const bad = (...typed: readonly string[]): HostileCommand => ({ typed, code: 64 });
const ends = (code: number, typed: readonly string[], more: Partial<HostileCommand> = {}): HostileCommand => ({
  typed,
  code,
  ...more,
});

export const hostileCommands: readonly HostileCommand[] = [
  // Not a command
  bad("nonsense"),
  bad(""),
  bad(" "),
  bad("status status"),
  bad("__proto__"),
  bad("constructor"),
  bad("../../etc/passwd"),
  bad("\u001B[31mstatus"),
  bad("status\n"),
  bad("статус"),
  bad("\u202Esutats"),
  bad("ſtatus"),
  bad(long),
  bad("--"),
  bad("-"),
  bad("-x"),
  bad("--json"),
  bad("-C", "/nowhere"),
  bad("--no-json"),
  bad(`--${long}`),
  bad(`--token=${typedSecret}`),
  bad(typedSecret),
  bad("client"),
  bad("client", "remove", "northwind"),
  bad("help", "nonsense"),
  // Not so
  bad("status", "--client"),
  bad("status", "-C"),
  bad("status", "extra"),
  bad("status", "--client", "a", "--cleint", "b"),
  bad("status", "--client", "nobody"),
  bad("status", "--client", ""),
  bad("status", "--client", long),
  bad("status", "--client", typedSecret),
  bad("status", "--client", "../northwind"),
  bad("status", "--client", "north\u0000wind".replace("\u0000", "\n")),
  bad("status", "--client", "'; drop table client; --"),
  bad("status", "--client", "__proto__"),
  bad("findings", "--status", "__proto__"),
  bad("findings", "--severity", long),
  bad("findings", "--check", "no-such-check"),
  bad("findings", "--client=", "--json"),
  bad("audit"),
  bad("audit", "--client", "northwind", "--cadence", "yearly"),
  bad("audit", "--client", "nobody", "--json"),
  bad("report"),
  bad("report", "--client", "northwind", "--week", "2026-W54"),
  bad("report", "--client", "northwind", "--week", "2026-W00"),
  bad("report", "--client", "northwind", "--week", long),
  bad("report", "--client", "northwind", "--week", "2099-W10"),
  bad("explain"),
  bad("explain", "a", "b"),
  bad("explain", "a", "--client", "nobody"),
  bad("purge"),
  bad("purge", "a", "b", "--yes"),
  bad("init"),
  bad("init", "--client", "Not A Slug", "--json"),
  bad("init", "--client", long, "--portal-id", "1"),
  bad("client", "add", "northwind", "--portal-id", "1"),
  bad("client", "add", "../up", "--portal-id", "1"),
  bad("client", "add", "new", "--portal-id", "minus one"),
  bad("client", "add", "new", "--portal-id", "4711"),
  bad("client", "add", "new", "--portal-id", "1", "--time-zone", "Mars/Base"),
  bad("client", "add", "new", "--name", "two\nlines"),
  bad("simulate", "--portals", "-1"),
  bad("simulate", "--portals", "1e9"),
  bad("simulate", "--contacts", "many"),
  bad("simulate", "--port", "70000"),
  bad("simulate", "--scenario", "decade"),
  bad("simulate", "--until", "yesterday", "--scenario", "year"),
  // Elsewhere
  ends(78, ["status", "-C", "/nowhere"]),
  ends(78, ["status", "-C", "/dev/null"]),
  ends(78, ["status", "--directory", long]),
  ends(78, ["--json", "status", "-C", "/proc/self/environ"]),
  ends(78, ["validate", "--json", "-C", "/nowhere"]),
  ends(78, ["up", "-C", "/nowhere"]),
  ends(78, ["worker", "-C", "/nowhere"]),
  ends(78, ["apply", "--yes", "-C", "/nowhere"]),
  ends(78, ["status"], { env: { DATABASE_URL: `mysql://root:${typedSecret}@127.0.0.1/x` } }),
  ends(78, ["status"], { env: { DATABASE_URL: typedSecret } }),
  ends(78, ["status"], { env: { DATABASE_URL: "file:///etc/passwd" } }),
  ends(69, ["status"], { env: { DATABASE_URL: `postgres://root:${typedSecret}@127.0.0.1:1/x` } }),
  ends(69, ["plan"], { env: { DATABASE_URL: "postgres://root@127.0.0.1:1/x", TEMPORAL_ADDRESS: "127.0.0.1:1" } }),
  // All is well, though the terminal is odd
  ends(0, ["--help"], { env: { COLUMNS: "1", LANG: "C" } }),
  ends(0, ["help"], { env: { COLUMNS: "0", LC_ALL: "C", TERM: "dumb" } }),
  ends(0, ["--help", "--help"], { env: { NO_COLOR: "1", FORCE_COLOR: "3" } }),
  ends(0, ["-V"]),
  ends(0, ["--help"], { isPipeBroken: true }),
  ends(0, ["validate"], { env: { COLUMNS: "-5", LINES: "x" } }),
  ends(0, ["validate", "--json"], { isPipeBroken: true }),
  ends(0, ["validate", "--json", "--json"]),
];
