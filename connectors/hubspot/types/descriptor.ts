import type { Dependence } from "../../../domain/inventory/dependence.ts";
import type { Inventory, ItemType } from "../../../domain/inventory/inventory.ts";
import type { RecordFields, RecordType } from "../../../domain/mirror/records.ts";

export type Properties = Readonly<Record<string, string | null>>;

/** What lies beside a record and is needed to read it: what its portal is set up with, as far as it was read. */
export type RecordSurroundings = Inventory;

/** The mirror's raw record, and what lies beside it. */
export interface Raw {
  readonly id: string;
  readonly properties: Properties;
  readonly around: RecordSurroundings;
}

/** How one field of a record is read. */
export interface Field<Value = unknown> {
  /** The HubSpot properties that it rests on. A record that was not read with one of them does not have the field. */
  readonly properties: readonly string[];
  /** @throws {UnreadableValue} When a value is not what the field needs. */
  read(raw: Raw): Value;
  /** What stands in its place while it cannot be read; null when left out. */
  readonly otherwise?: Value;
  /** The kind of inventory that it is read with, and by what a record depends on it; left out: on nothing else. */
  readonly readWith?: Omit<Dependence, "recordType"> & { readonly kind: ItemType };
  /** Why the value says nothing although it could be read, in words that follow "because"; null when it does. */
  doubt?(raw: Raw): string | null;
}

/**
 * Everything that there is to know of one record type: what HubSpot calls it, which properties its fields are read
 * from, and how it behaves. Nothing else in the product names a record type or a property of one.
 */
export interface RecordDescriptor<
  Type extends RecordType = RecordType,
  Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>,
> {
  readonly type: Type;
  /** HubSpot's word in its paths, such as "contacts". */
  readonly objectType: string;
  /** HubSpot's number of it, such as "0-1". */
  readonly objectTypeId: string;
  /** Without these it cannot be read. */
  readonly scopes: readonly string[];
  /** By which a search finds what has changed; HubSpot spells it in two ways. */
  readonly modifiedProperty: string;
  /** When a record was made. */
  readonly createdProperty: string;
  /** Whether HubSpot makes one record of two. Those that it does name the ids that became part of them. */
  readonly merges: boolean;
  /** What people call a record of it; read always. */
  readonly name: Field<string>;
  readonly fields: Fields;
}

/** The fields of a record as the checks see them: each as its descriptor reads it. */
export type FieldsOf<Descriptor extends { readonly fields: Readonly<Record<string, Field>> }> = {
  readonly [Name in keyof Descriptor["fields"]]: ReturnType<Descriptor["fields"][Name]["read"]>;
};

export function describeType<Type extends keyof RecordFields, const Fields extends Readonly<Record<string, Field>>>(
  descriptor: RecordDescriptor<Type, Fields>,
): RecordDescriptor<Type, Fields> {
  return Object.freeze(descriptor);
}
