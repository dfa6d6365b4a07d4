import type { Portal } from "../model/portal.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Properties } from "../model/write.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { PropertyDefinition } from "../properties/define.ts";
import { badRequest, invalidValues } from "./refusal.ts";
import type { InvalidValue } from "./refusal.ts";
import { storedDate } from "./stored-date.ts";

/** Properties of a write, in the form in which HubSpot keeps them. Refuses the whole write when one is not valid. */
export function validProperties(portal: Portal, type: RecordType, given: unknown): Properties {
  if (typeof given !== "object" || given === null)
    throw badRequest("Invalid input JSON on line 1, column 2. Some required fields were not set: [properties]");
  const catalogue = propertyCatalogue(portal, type, portal.instant());
  const properties: Record<string, string> = {};
  const faults: InvalidValue[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const definition = catalogue.get(name);
    const value = raw === null || raw === undefined ? "" : typeof raw === "object" ? JSON.stringify(raw) : String(raw);
    const outcome = definition
      ? validValue(portal, definition, value)
      : fault("PROPERTY_DOESNT_EXIST", `Property "${name}" does not exist`);
    if (typeof outcome === "string") properties[name] = outcome;
    else faults.push({ name, ...outcome });
  }
  if (faults.length > 0) throw invalidValues(faults, portal.details.portalId);
  return properties;
}

type Fault = Omit<InvalidValue, "name">;

const fault = (error: InvalidValue["error"], message: string): Fault => ({ error, message });

function validValue(portal: Portal, definition: PropertyDefinition, value: string): string | Fault {
  const { name } = definition;
  if (definition.isReadOnly)
    return fault("READ_ONLY_VALUE", `"${name}" is a read only property; its value cannot be set.`);
  if (value === "") return "";
  if (definition.isOwnerReference)
    return portal.owners.has(value) ? value : fault("INVALID_OWNER_ID", `Owner ${value} does not exist`);
  if (name === "email")
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
      ? value.toLowerCase()
      : fault("INVALID_EMAIL", `Email address ${value} is invalid`);
  switch (definition.type) {
    case "enumeration":
    case "bool": {
      const options = definition.options.map((option) => option.value);
      return options.includes(value)
        ? value
        : fault("INVALID_OPTION", `${value} was not one of the allowed options: [${options.join(", ")}]`);
    }
    case "number":
      return Number.isFinite(Number(value)) ? value : fault("INVALID_INTEGER", `${value} was not a valid number.`);
    case "date":
    case "datetime":
      return storedDate(value, definition.type) ?? fault("INVALID_DATE", `${value} was not a valid date.`);
    default:
      return value;
  }
}
