import { z } from "zod";
import type { Cadence } from "../checks/define-check.ts";
import { checks } from "../checks/index.ts";
import type { ClientConfig } from "../config/config.ts";
import { falsePositivePercent } from "../domain/findings/exclusion.ts";
import type { Mute } from "../domain/findings/mute.ts";
import type { Severity } from "../domain/findings/severity.ts";
import { mutedChecks } from "../storage/muted-checks.ts";
import { precisionOfChecks } from "../storage/reads/check-precision.ts";
import type { StoreReader } from "../storage/database.ts";
import { scopeViews, settingsView, type ScopeView, type SettingView } from "./reads/check-settings.ts";
import { clientsMeant } from "./reads/known-client.ts";
import { readObservedChecks } from "./reads/observed-checks.ts";
import { readObservedWithTold, type ObservedWithTold } from "./reads/would-have-told.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ clientId: z.string().optional() });

/** A check as other programs read it. */
export interface CheckView {
  readonly checkId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly cadence: Cadence;
  /** For so many of the clients it is switched on. */
  readonly clients: number;
  readonly open: number;
  /** Its findings that are kept, open and resolved. */
  readonly findings: number;
  /** Of these, how many a person called wrong or not a lead. */
  readonly excluded: number;
  /** Null without a finding. */
  readonly falsePositivePercent: number | null;
  /** At the one client that is asked for, where it is switched on; null otherwise. */
  readonly atClient: CheckAtClient | null;
  /** Muted for all clients; null when it is not. */
  readonly muted: { readonly by: string; readonly reason: string; readonly since: string } | null;
}

/** How a check is set at one client, and whether it alerts there. */
export interface CheckAtClient {
  readonly settings: readonly SettingView[];
  /** The nearest first. */
  readonly scopes: readonly ScopeView[];
  /** Null for one that alerts. */
  readonly observed: ObservedWithTold | null;
}

export interface CheckList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  /** Of how many clients this is told. */
  readonly clients: number;
  readonly checks: readonly CheckView[];
}

/** Every check, for how many clients it watches, and how often people say that it is wrong. */
export const listChecks = {
  name: "listChecks",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<CheckList> {
    const clients = clientsMeant(world.config(), clientId);
    const precision = await precisionOfChecks(
      world.db,
      clients.map((client) => client.clientId),
    );
    const muted = await mutedChecks(world.db);
    const atClient =
      clientId === undefined ? new Map<string, CheckAtClient>() : await readAtClient(world.db, clients[0]!);
    const enabled = clients.flatMap(({ monitors }) => monitors.map(({ checkId }) => checkId));
    return {
      schemaVersion: 1,
      asOf: world.now().toISOString(),
      clients: clients.length,
      checks: checks.map(({ id, title, severity, cadence }) => {
        const counts = precision.get(id) ?? { findings: 0, excluded: 0, open: 0 };
        const watched = enabled.filter((checkId) => checkId === id).length;
        return {
          checkId: id,
          title,
          severity,
          cadence,
          clients: watched,
          ...counts,
          falsePositivePercent: falsePositivePercent(counts),
          atClient: atClient.get(id) ?? null,
          muted: viewOf(muted.get(id)),
        };
      }),
    };
  },
};

async function readAtClient(db: StoreReader, client: ClientConfig): Promise<ReadonlyMap<string, CheckAtClient>> {
  const observed = await readObservedWithTold(db, client, await readObservedChecks(db, client));
  return new Map(
    client.monitors.map((monitor) => [
      monitor.checkId,
      {
        settings: settingsView(monitor),
        scopes: scopeViews(monitor),
        observed: observed.find(({ checkId }) => checkId === monitor.checkId) ?? null,
      },
    ]),
  );
}

function viewOf(mute: Mute | undefined): CheckView["muted"] {
  return mute === undefined ? null : { by: mute.byWhom, reason: mute.reason, since: mute.at.toISOString() };
}
