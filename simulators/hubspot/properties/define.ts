/** A property as HubSpot describes it, and the few words in which this folder writes one down. */

export type PropertyType = "string" | "number" | "date" | "datetime" | "enumeration" | "bool" | "phone_number";

export interface PropertyOption {
  readonly label: string;
  readonly value: string;
}

export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly options: readonly PropertyOption[];
  readonly isReadOnly: boolean;
  readonly isCalculated: boolean;
  readonly isHidden: boolean;
  /** Options are the portal's owners, as of the read. */
  readonly isOwnerReference: boolean;
  /** For what somebody added to HubSpot's own properties. */
  readonly added?:
    | { readonly groupName: string; readonly description: string; readonly hasUniqueValue: boolean }
    | undefined;
}

const fieldTypes: Readonly<Record<PropertyType, string>> = {
  string: "text",
  number: "number",
  date: "date",
  datetime: "date",
  enumeration: "select",
  bool: "booleancheckbox",
  phone_number: "phonenumber",
};

/** A property that people and integrations may write. */
export function writable(type: PropertyType, name: string, label: string): PropertyDefinition {
  const options = type === "bool" ? yesNo : [];
  return {
    name,
    label,
    type,
    fieldType: fieldTypes[type],
    options,
    isReadOnly: false,
    isCalculated: false,
    isHidden: false,
    isOwnerReference: false,
  };
}

/** A property that only HubSpot fills. */
export function readOnly(type: PropertyType, name: string, label: string): PropertyDefinition {
  return { ...writable(type, name, label), isReadOnly: true };
}

/** A property that HubSpot derives from others. */
export function calculated(type: PropertyType, name: string, label: string): PropertyDefinition {
  return { ...readOnly(type, name, label), isCalculated: true };
}

/** A choice; options are written `value` or `value=Label`. */
export function choice(name: string, label: string, options: readonly string[]): PropertyDefinition {
  return { ...writable("enumeration", name, label), options: options.map(optionOf) };
}

export function hidden(definition: PropertyDefinition): PropertyDefinition {
  return { ...definition, isHidden: true };
}

export function fixed(definition: PropertyDefinition): PropertyDefinition {
  return { ...definition, isReadOnly: true };
}

export const ownerProperty: PropertyDefinition = {
  ...writable("enumeration", "hubspot_owner_id", "Owner"),
  isOwnerReference: true,
};

const yesNo: readonly PropertyOption[] = [
  { label: "True", value: "true" },
  { label: "False", value: "false" },
];

function optionOf(text: string): PropertyOption {
  const [value = "", label] = text.split("=");
  return { value, label: label ?? sentence(value) };
}

const sentence = (value: string): string =>
  value.charAt(0).toUpperCase() + value.slice(1).toLowerCase().replaceAll("_", " ");
