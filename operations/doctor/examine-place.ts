import type { RevwatchConfig, SecretReference } from "../../config/config.ts";
import { isReadByOthers, readSecret } from "../../config/read-secret.ts";
import { sayBytes } from "../../domain/bytes.ts";
import { examineClock } from "./examine-clock.ts";
import { fail, ok, unlessSecret, unknown, warn, type DoctorLine } from "./doctor-line.ts";
import type { Probes } from "./probes.ts";

export async function examineState(probes: Probes): Promise<readonly DoctorLine[]> {
  const { path, owner } = await probes.stateDirectory();
  if (owner === null) return [ok("State directory", `${path} can be written, and no one uses it now.`)];
  const where = owner.dashboardUrl === null ? "" : `, dashboard at ${owner.dashboardUrl}`;
  return [ok("State directory", `${path} belongs to process ${owner.pid}${where}.`)];
}

export async function examineDisk(probes: Probes): Promise<readonly DoctorLine[]> {
  const { state, sentence, freeBytes, directory } = await probes.disk();
  const free = freeBytes === null ? "" : `${sayBytes(freeBytes)} free at ${directory}.`;
  if (state === "ok") return [ok("Disk", free)];
  const make = state === "full" ? fail : state === "low" ? warn : unknown;
  return [make("Disk", sentence ?? free, "Make room, or give stateDirectory: a larger disk.")];
}

export async function examineDatabase(probes: Probes, now: () => Date): Promise<readonly DoctorLine[]> {
  const found = await probes.database();
  if ("willOpen" in found) return [ok("Database", found.willOpen)];
  const { version, sizeBytes, schema, now: theirs } = found;
  return [
    ok("Database", `${version} answers: ${sayBytes(sizeBytes)}, schema ${schema ?? "none yet"}.`),
    ...examineClock("the database", theirs, now()),
  ];
}

/** The addresses that people will see in messages. */
export function examineAddresses({ dashboard, slack }: RevwatchConfig, address: string | null): readonly DoctorLine[] {
  const { publicAddress } = dashboard;
  if (publicAddress !== null) {
    const isPlain = publicAddress.startsWith("http://");
    return isPlain
      ? [
          warn(
            "Addresses",
            `Messages link to ${publicAddress}, over which anyone on the way can read along.`,
            "Serve it over https://.",
          ),
        ]
      : [ok("Addresses", `Messages link to ${publicAddress}.`)];
  }
  const buttons = slack === null ? "" : " Slack's buttons cannot reach it either.";
  const where = address ?? "http://127.0.0.1:4400";
  return [
    warn(
      "Addresses",
      `Mails and Slack messages link to ${where}, which opens on this machine only.${buttons}`,
      "Put a proxy with a sign-in before the dashboard, and write its address as dashboard.publicAddress.",
    ),
  ];
}

/** Secrets that no other line reads, and files of secrets that others can read. */
export function examineSecrets(config: RevwatchConfig, env: NodeJS.ProcessEnv): readonly DoctorLine[] {
  const signing = config.slack === null ? [] : examineSigningSecret(config.slack.signingSecret, env);
  const open = [
    ...new Set(
      secretsOf(config)
        .filter(isReadByOthers)
        .map((reference) => ("file" in reference ? reference.file : "")),
    ),
  ];
  return [
    ...signing,
    ...open.map((file) => warn("Secrets", `Everybody on this machine can read ${file}.`, `chmod 600 ${file}`)),
  ];
}

function examineSigningSecret(reference: SecretReference, env: NodeJS.ProcessEnv): readonly DoctorLine[] {
  try {
    readSecret(reference, env);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fix = unlessSecret(error, "Correct slack.signingSecret in revwatch.yaml.");
    return [fail("Slack's signing secret", `${why} Without it the buttons in messages are refused.`, fix)];
  }
}

function secretsOf({ databaseUrl, slack, teams, email, webhook, clients }: RevwatchConfig): readonly SecretReference[] {
  return [
    ...(databaseUrl === null ? [] : [databaseUrl]),
    ...(slack === null ? [] : [slack.token, slack.signingSecret, slack.appToken ?? []].flat()),
    ...Object.values(teams?.targets ?? {}).map(({ address }) => address),
    ...Object.values(webhook?.targets ?? {}).flatMap(({ address, key, otherKey }) =>
      [address, key, otherKey ?? []].flat(),
    ),
    ...(email === null || email.password === null ? [] : [email.password]),
    ...clients.flatMap(({ auth }) =>
      "token" in auth ? [auth.token] : [auth.oauth.clientSecret, auth.oauth.refreshToken],
    ),
  ];
}
