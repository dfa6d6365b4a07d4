import type { ClientConfig } from "../../config/config.ts";
import { receiversOfOwners, type OwnerLike } from "../../domain/alerting/owner-receivers.ts";
import type { StoreReader } from "../../storage/database.ts";
import { latestInventories } from "../../storage/inventory/read-inventory.ts";

/** Who the owners of a portal are: as receivers, and in which teams. */
export interface People {
  readonly owners: readonly OwnerLike[];
  /** HubSpot's id of an owner → the receiver who is that person. */
  readonly receiverOfOwner: ReadonlyMap<string, string>;
  /** HubSpot's id of an owner → the names of the owner's teams. */
  readonly teamsOfOwner: ReadonlyMap<string, readonly string[]>;
}

/** Reads it from the last complete look at owners and teams; a team that nobody has looked at goes by its id. */
export async function readPeople(db: StoreReader, client: ClientConfig): Promise<People> {
  const { owner: owners = [], team: teams = [] } = await latestInventories(db, client.clientId, ["owner", "team"]);
  const nameOfTeam = new Map(teams.map(({ id, name }) => [id, name]));
  const receivers = client.receivers.map(({ id, email, hubspotOwner }) => ({
    id,
    email: email ?? null,
    hubspotOwner: hubspotOwner ?? null,
  }));
  return {
    owners,
    receiverOfOwner: receiversOfOwners(owners, receivers),
    teamsOfOwner: new Map(owners.map(({ id, teamIds }) => [id, teamIds.map((team) => nameOfTeam.get(team) ?? team)])),
  };
}
