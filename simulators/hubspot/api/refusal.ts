import { randomUUID } from "node:crypto";
import type { Answer } from "./answer.ts";

/** HubSpot's ways of saying no, word for word. Thrown by endpoints, turned into an answer in one place. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(
    status: number,
    fields: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof fields["message"] === "string" ? fields["message"] : `HTTP ${status}`);
    this.answer = { status, headers, body: { status: "error", ...fields, correlationId: randomUUID() } };
  }
}

export const invalidAuthentication = () =>
  new Refusal(401, {
    message:
      "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    category: "INVALID_AUTHENTICATION",
  });

export const expiredToken = (expiredAt: number, at: number) =>
  new Refusal(401, {
    message: `The OAuth token used to make this call expired ${Math.round((at - expiredAt) / 1000)} second(s) ago.`,
    category: "EXPIRED_AUTHENTICATION",
    context: { "expire time": [new Date(expiredAt).toISOString()] },
  });

export const missingScopes = (scopes: readonly string[]) =>
  new Refusal(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      { message: "One or more of the following scopes are required.", context: { requiredGranularScopes: scopes } },
    ],
    links: { scopes: "https://developers.hubspot.com/scopes" },
    category: "MISSING_SCOPES",
  });

export const badRequest = (message: string) => new Refusal(400, { message, category: "VALIDATION_ERROR" });

export const unparsableParameter = (name: string) => badRequest(`Unable to parse value for query parameter: ${name}`);

export const resourceNotFound = () => new Refusal(404, { message: "resource not found" });

export const objectNotFound = (id: string) =>
  new Refusal(404, {
    message: `Object not found.  objectId are usually numeric.`,
    context: { id: [id] },
    category: "OBJECT_NOT_FOUND",
  });

export const contactExists = (existingId: string) =>
  new Refusal(409, { message: `Contact already exists. Existing ID: ${existingId}`, category: "CONFLICT" });

export const stageInUse = (stageId: string) =>
  new Refusal(400, {
    message: `Stage ID: ${stageId} is being used by objects and can't be deleted`,
    category: "VALIDATION_ERROR",
    subCategory: "PipelineError.STAGE_ID_IN_USE",
  });

export const propertyExists = (name: string) =>
  new Refusal(409, {
    message: `A property named '${name}' already exists.`,
    category: "OBJECT_ALREADY_EXISTS",
    subCategory: "Properties.PROPERTY_WITH_NAME_EXISTS",
  });

/** Of this answer only the status is confirmed. */
export const missingTier = (portalId: number, products: readonly string[]) =>
  new Refusal(403, {
    message: `Portal ${portalId} does not have access to this feature. It requires one of [${products.join(", ")}].`,
    category: "FORBIDDEN",
  });

export interface InvalidValue {
  readonly name: string;
  readonly message: string;
  readonly error:
    | "PROPERTY_DOESNT_EXIST"
    | "READ_ONLY_VALUE"
    | "INVALID_OPTION"
    | "INVALID_EMAIL"
    | "INVALID_DATE"
    | "INVALID_INTEGER"
    | "INVALID_OWNER_ID";
}

export const invalidValues = (values: readonly InvalidValue[], portalId: number) => {
  const details = values.map(({ name, message, error }) => ({
    isValid: false,
    message,
    error,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return badRequest(`Property values were not valid: ${JSON.stringify(details)}`);
};

const rateLimit = (message: string, policyName: string, retryAfter: number | null) =>
  new Refusal(
    429,
    { message, errorType: "RATE_LIMIT", policyName, requestId: randomUUID() },
    retryAfter === null ? {} : { "retry-after": String(retryAfter) },
  );

export const burstLimit = (retryAfter: number | null) =>
  rateLimit("You have reached your ten_secondly_rolling limit.", "TEN_SECONDLY_ROLLING", retryAfter);

export const dailyLimit = (retryAfter: number | null) =>
  rateLimit("You have reached your daily limit.", "DAILY", retryAfter);

export const searchLimit = (variant: "2021" | "2026", retryAfter: number | null) =>
  variant === "2026"
    ? rateLimit("You have reached your secondly limit.", "SECONDLY", retryAfter)
    : new Refusal(
        429,
        { message: "You have reached your secondly limit.", category: "RATE_LIMITS" },
        retryAfter === null ? {} : { "retry-after": String(retryAfter) },
      );
