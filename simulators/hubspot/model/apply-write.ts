import { defaultTypeIds, mirroredTypeIds } from "./association-types.ts";
import { Campaign } from "./campaign.ts";
import { mergeIntoNew, mergeIntoPrimary } from "./merge.ts";
import { Owner } from "./owner.ts";
import type { Portal } from "./portal.ts";
import { isEngagement } from "./record-types.ts";
import type { Source } from "./source.ts";
import { StoredRecord } from "./stored-record.ts";
import { newToken } from "./token.ts";
import { userIdOf, userRecordId } from "./user-id.ts";
import type { Association, JournalEntry, Properties, RecordReference } from "./write.ts";

/**
 * Adds one journal entry to the portal's state. The only place where state changes, for new writes and replayed ones
 * alike.
 */
export function applyWrite(portal: Portal, entry: JournalEntry): void {
  const at = Date.parse(entry.at);
  const { source } = entry;
  switch (entry.what) {
    case "record-created": {
      const record = new StoredRecord(entry.type, entry.id, at, source);
      portal.records(entry.type).add(record);
      for (const association of entry.associations ?? []) associate(portal, record, association, at);
      return setProperties(record, entry.properties, at, source);
    }
    case "properties-set":
      return setProperties(recordOf(portal, entry), entry.properties, at, source);
    case "record-archived":
    case "record-restored": {
      const record = recordOf(portal, entry);
      record.setArchived(entry.what === "record-archived", at);
      return touchLinked(record, at);
    }
    case "record-purged":
      return purge(recordOf(portal, entry), at);
    case "record-merged": {
      const [primary, merged] = [recordOf(portal, entry), recordOf(portal, { type: entry.type, id: entry.merged })];
      if (entry.into === undefined) return mergeIntoPrimary(primary, merged, at, source);
      const result = new StoredRecord(entry.type, entry.into, at, primary.createdBy);
      portal.records(entry.type).add(result);
      return mergeIntoNew(primary, merged, result, at, source);
    }
    case "record-associated":
      return associate(portal, recordOf(portal, entry), entry, at);
    case "record-dissociated": {
      const record = recordOf(portal, entry);
      const other = recordOf(portal, entry.to);
      record.endLink(other, at);
      other.endLink(record, at);
      record.touch(at);
      return other.touch(at);
    }
    case "owner-created": {
      const { id, email, firstName, lastName, teams = [] } = entry;
      portal.owners.set(id, new Owner({ id, email, firstName, lastName, teams }, at));
      return addUser(portal, entry, at);
    }
    case "owner-moved":
      return ownerOf(portal, entry.id).setTeams(entry.teams, at);
    case "owner-deactivated":
    case "owner-reactivated": {
      const isDeactivated = entry.what === "owner-deactivated";
      ownerOf(portal, entry.id).setDeactivated(isDeactivated, at);
      portal
        .records("users")
        .get(userRecordId(entry.id))
        ?.set("hs_deactivated", { at, value: String(isDeactivated), source });
      return;
    }
    case "campaign-created":
      portal.campaigns.set(entry.id, new Campaign(entry.id, at));
      return changeCampaign(portal, entry.id, entry.properties, at, source);
    case "campaign-changed":
      return changeCampaign(portal, entry.id, entry.properties, at, source);
    case "campaign-deleted":
      campaignOf(portal, entry.id).deletedAt = at;
      return;
    case "campaign-asset-added":
      return campaignOf(portal, entry.id).addAsset({
        at,
        assetType: entry.assetType,
        id: entry.assetId,
        name: entry.name,
      });
    case "pipeline-saved":
      return portal.savePipeline(entry.pipelineOf, entry.pipeline, at);
    case "pipeline-deleted":
      return portal.deletePipeline(entry.pipelineOf, entry.id, at);
    case "property-created":
    case "property-changed":
      return portal.saveProperty(entry.propertyOf, entry.definition, at);
    case "property-archived":
      return portal.archiveProperty(entry.propertyOf, entry.name, at);
    case "document-saved":
    case "document-deleted":
      return portal.saveDocument(entry.kind, entry.id, entry.what === "document-saved" ? entry.content : null, at);
    case "form-submitted":
      return portal.addSubmission(entry, at);
    case "portal-opened":
      return portal.open(entry.details);
    case "portal-changed":
      portal.details = { ...portal.details, ...entry.changes };
      return;
    case "app-installed":
      portal.apps.set(entry.app.clientId, entry.app);
      return;
    case "app-uninstalled":
      portal.apps.delete(entry.clientId);
      return;
    case "token-granted":
      portal.tokens.set(entry.grant.hash, newToken(entry.grant));
      return;
    case "token-changed":
      for (const token of portal.tokens.values()) {
        if (token.grant.name !== entry.name) continue;
        token.isRevoked = entry.revoked ?? token.isRevoked;
        token.scopes = entry.scopes ?? token.scopes;
      }
      return;
    case "clock-set":
      portal.frozenAt = entry.frozenAt === null ? null : Date.parse(entry.frozenAt);
  }
}

function setProperties(record: StoredRecord, properties: Properties, at: number, source: Source): void {
  for (const [name, value] of Object.entries(properties)) record.set(name, { at, value, source });
  touchLinked(record, at);
}

/** An engagement changes what HubSpot computes for its contacts, companies and deals: now, and when its hour comes. */
function touchLinked(engagement: StoredRecord, at: number): void {
  if (!isEngagement(engagement.type)) return;
  const due = Date.parse(engagement.valueAt("hs_timestamp", at) ?? "");
  for (const { to } of engagement.allLinks(at)) {
    to.touch(at);
    if (due > at) to.touch(due);
  }
}

/** What was logged with this record alone goes with it. */
function purge(record: StoredRecord, at: number): void {
  const hanging = record.allLinks(at).map(({ to }) => to);
  record.purge(at);
  for (const other of hanging) {
    other.touch(at);
    if (isEngagement(other.type) && other.allLinks(at).length === 0) other.purge(at);
  }
}

function associate(portal: Portal, from: StoredRecord, { to: { type, id }, typeIds }: Association, at: number): void {
  const to = recordOf(portal, { type, id });
  const forward = typeIds ?? defaultTypeIds(from.type, to.type);
  if (forward === undefined) throw new Error(`${from.type} and ${to.type} cannot be associated.`);
  from.endLink(to, at);
  to.endLink(from, at);
  from.addLink({ at, to, typeIds: forward, endedAt: null });
  to.addLink({ at, to: from, typeIds: mirroredTypeIds(from.type, to.type, forward), endedAt: null });
  from.touch(at);
  to.touch(at);
  touchLinked(from, at);
  touchLinked(to, at);
}

function recordOf(portal: Portal, { type, id }: RecordReference): StoredRecord {
  const record = portal.records(type).get(id);
  if (!record) throw new Error(`There is no record ${id} of type ${type} in portal ${portal.details.portalId}.`);
  return record;
}

/** Whoever can own records is a user, and users are records too. */
function addUser(portal: Portal, owner: Extract<JournalEntry, { what: "owner-created" }>, at: number): void {
  const user = new StoredRecord("users", userRecordId(owner.id), at, owner.source);
  if (portal.records("users").get(user.id)) return;
  portal.records("users").add(user);
  const values = {
    hs_given_name: owner.firstName,
    hs_family_name: owner.lastName,
    hs_email: owner.email,
    hs_internal_user_id: String(userIdOf(owner.id)),
    hubspot_owner_id: owner.id,
  };
  for (const [name, value] of Object.entries(values)) user.set(name, { at, value, source: owner.source });
}

function ownerOf(portal: Portal, id: string): Owner {
  const owner = portal.owners.get(id);
  if (!owner) throw new Error(`There is no owner ${id} in portal ${portal.details.portalId}.`);
  return owner;
}

function campaignOf(portal: Portal, id: string): Campaign {
  const campaign = portal.campaigns.get(id);
  if (!campaign) throw new Error(`There is no campaign ${id} in portal ${portal.details.portalId}.`);
  return campaign;
}

function changeCampaign(portal: Portal, id: string, properties: Properties, at: number, source: Source): void {
  const campaign = campaignOf(portal, id);
  for (const [name, value] of Object.entries(properties)) campaign.set(name, { at, value, source });
}
