import {
  archiveAssociations,
  associateByDefault,
  createAssociations,
  listAssociations,
  readAssociations,
} from "../associations.ts";
import { listSchemas } from "../custom-objects.ts";
import { archiveBatch, createBatch, readBatch, updateBatch } from "../batch.ts";
import { purgeContact } from "../gdpr-delete.ts";
import { mergeObjects } from "../merge.ts";
import { archiveObject, createObject, listObjects, readObject, updateObject } from "../objects.ts";
import { listOwners, readOwner } from "../owners.ts";
import { auditPipeline, auditStage } from "../pipeline-audit.ts";
import {
  createPipeline,
  createStage,
  deletePipeline,
  deleteStage,
  updatePipeline,
  updateStage,
} from "../pipeline-writes.ts";
import { listPipelines, listStages, readPipeline, readStage } from "../pipelines.ts";
import { readPipelineRules, readStagePermissions } from "../pipeline-rules.ts";
import { listPropertyValidations } from "../property-validations.ts";
import { listProperties, listPropertyGroups, readProperty } from "../properties.ts";
import { archiveProperty, createProperty, updateProperty } from "../property-writes.ts";
import { recordLimits } from "../record-limits.ts";
import { searchObjects } from "../search.ts";
import { upsertBatch } from "../upsert.ts";
import { defineRoutes } from "./define.ts";

export const crmRoutes = defineRoutes([
  ["GET /crm/objects/{dated}/{type} | /crm/v3/objects/{type}", "read", listObjects],
  ["POST /crm/objects/{dated}/{type} | /crm/v3/objects/{type}", "write", createObject],
  [
    "POST /crm/objects/{dated}/{type}/search | /crm/v3/objects/{type}/search",
    "read",
    searchObjects,
    { bucket: "search" },
  ],
  ["POST /crm/objects/{dated}/{type}/batch/read | /crm/v3/objects/{type}/batch/read", "read", readBatch],
  ["POST /crm/objects/{dated}/{type}/batch/create | /crm/v3/objects/{type}/batch/create", "write", createBatch],
  ["POST /crm/objects/{dated}/{type}/batch/update | /crm/v3/objects/{type}/batch/update", "write", updateBatch],
  ["POST /crm/objects/{dated}/{type}/batch/upsert | /crm/v3/objects/{type}/batch/upsert", "write", upsertBatch],
  ["POST /crm/objects/{dated}/{type}/merge | /crm/v3/objects/{type}/merge", "write", mergeObjects],
  ["POST /crm/objects/{dated}/{type}/gdpr-delete | /crm/v3/objects/{type}/gdpr-delete", "write", purgeContact],
  ["POST /crm/objects/{dated}/{type}/batch/archive | /crm/v3/objects/{type}/batch/archive", "write", archiveBatch],
  ["GET /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "read", readObject],
  ["PATCH /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "write", updateObject],
  ["DELETE /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "write", archiveObject],

  [
    "GET /crm/objects/{dated}/{type}/{id}/associations/{to} | /crm/v4/objects/{type}/{id}/associations/{to}",
    "read",
    listAssociations,
    { bucket: "associations" },
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/read | /crm/v4/associations/{type}/{to}/batch/read",
    "read",
    readAssociations,
    { bucket: "associations" },
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/create | /crm/v4/associations/{type}/{to}/batch/create",
    "write",
    createAssociations,
    { bucket: "associations" },
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/associate/default | /crm/v4/associations/{type}/{to}/batch/associate/default",
    "write",
    associateByDefault,
    { bucket: "associations" },
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/archive | /crm/v4/associations/{type}/{to}/batch/archive",
    "write",
    archiveAssociations,
    { bucket: "associations" },
  ],

  ["GET /crm/properties/{dated}/{type} | /crm/v3/properties/{type}", "schema", listProperties],
  ["POST /crm/properties/{dated}/{type} | /crm/v3/properties/{type}", "schema-write", createProperty],
  ["GET /crm/properties/{dated}/{type}/groups | /crm/v3/properties/{type}/groups", "schema", listPropertyGroups],
  ["GET /crm/properties/{dated}/{type}/{name} | /crm/v3/properties/{type}/{name}", "schema", readProperty],
  ["PATCH /crm/properties/{dated}/{type}/{name} | /crm/v3/properties/{type}/{name}", "schema-write", updateProperty],
  ["DELETE /crm/properties/{dated}/{type}/{name} | /crm/v3/properties/{type}/{name}", "schema-write", archiveProperty],
  ["GET /crm/pipelines/{dated}/{type} | /crm/v3/pipelines/{type}", "schema", listPipelines],
  ["GET /crm/pipelines/{dated}/{type}/{id} | /crm/v3/pipelines/{type}/{id}", "schema", readPipeline],
  ["POST /crm/pipelines/{dated}/{type} | /crm/v3/pipelines/{type}", "schema-write", createPipeline],
  ["PATCH /crm/pipelines/{dated}/{type}/{id} | /crm/v3/pipelines/{type}/{id}", "schema-write", updatePipeline],
  ["DELETE /crm/pipelines/{dated}/{type}/{id} | /crm/v3/pipelines/{type}/{id}", "schema-write", deletePipeline],
  ["GET /crm/pipelines/{dated}/{type}/{id}/audit | /crm/v3/pipelines/{type}/{id}/audit", "schema", auditPipeline],
  ["GET /crm/pipelines/{dated}/{type}/{id}/stages | /crm/v3/pipelines/{type}/{id}/stages", "schema", listStages],
  [
    "POST /crm/pipelines/{dated}/{type}/{id}/stages | /crm/v3/pipelines/{type}/{id}/stages",
    "schema-write",
    createStage,
  ],
  [
    "GET /crm/pipelines/{dated}/{type}/{id}/stages/{stageId} | /crm/v3/pipelines/{type}/{id}/stages/{stageId}",
    "schema",
    readStage,
  ],
  [
    "PATCH /crm/pipelines/{dated}/{type}/{id}/stages/{stageId} | /crm/v3/pipelines/{type}/{id}/stages/{stageId}",
    "schema-write",
    updateStage,
  ],
  [
    "DELETE /crm/pipelines/{dated}/{type}/{id}/stages/{stageId} | /crm/v3/pipelines/{type}/{id}/stages/{stageId}",
    "schema-write",
    deleteStage,
  ],
  [
    "GET /crm/pipelines/{dated}/{type}/{id}/stages/{stageId}/audit | /crm/v3/pipelines/{type}/{id}/stages/{stageId}/audit",
    "schema",
    auditStage,
  ],
  // Both have been seen in a beta only.
  ["GET /crm/pipelines-rules/2026-09-beta/{type}/{id}", ["crm-pipelines-governance-read"], readPipelineRules],
  [
    "GET /crm/pipelines-rules/2026-09-beta/{type}/{id}/stage-edit-permissions",
    ["crm-pipelines-locked-stages-access", "pipeline-level-permissions-access"],
    readStagePermissions,
  ],
  ["GET /crm/property-validations/2026-09/{type}", "schema", listPropertyValidations],
  [
    "GET /crm-object-schemas/{dated}/schemas | /crm/v3/schemas",
    { anyOf: ["crm.schemas.custom.read", "crm.objects.custom.read"] },
    listSchemas,
  ],
  [
    "GET /crm/limits/{dated}/records",
    {
      anyOf: [
        "crm.objects.contacts.read",
        "crm.objects.companies.read",
        "crm.objects.deals.read",
        "crm.objects.leads.read",
      ],
    },
    recordLimits,
  ],
  ["GET /crm/owners/{dated} | /crm/v3/owners", ["crm.objects.owners.read"], listOwners],
  ["GET /crm/owners/{dated}/{id} | /crm/v3/owners/{id}", ["crm.objects.owners.read"], readOwner],
]);
