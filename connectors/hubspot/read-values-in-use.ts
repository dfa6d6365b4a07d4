import { z } from "zod";
import type { RecordType } from "../../domain/mirror/records.ts";
import { propertiesOf } from "./fields.ts";
import type { Gateway } from "./gateway.ts";
import { oneOrNothing } from "./inventory/one-or-nothing.ts";
import { parseTotal } from "./parse-records.ts";
import { parseAnswer } from "./schema.ts";
import { descriptorOf } from "./types/index.ts";
import { propertyPath, searchPath } from "./versions.ts";

/** One value that a field can have, and how many records have it. */
export interface ValueInUse {
  /** HubSpot's internal name. */
  readonly value: string;
  readonly label: string;
  readonly records: number;
}

export interface ValuesInUseReads {
  /** How many records HubSpot's search finds with this value of a field; one request. */
  countWithValue(type: RecordType, field: string, value: string): Promise<number>;
  /**
   * The values of a field's menu in its order, each with how many records have it: a request for each, of at most 60.
   * Null where the portal has no such property.
   */
  valuesInUse(type: RecordType, field: string): Promise<readonly ValueInUse[] | null>;
}

const Menu = z.object({ options: z.array(z.object({ label: z.string(), value: z.string() })) });
/** HubSpot takes five searches a second. */
const mostValues = 60;

export function readValuesInUse(gateway: Gateway): ValuesInUseReads {
  // Of a stage the property that names it, and not its pipeline.
  const propertyOf = (type: RecordType, field: string) =>
    descriptorOf(type).fields[field]?.readWith?.property ?? propertiesOf(type, field)[0]!;
  return {
    countWithValue,

    async valuesInUse(type, field) {
      const { objectType } = descriptorOf(type);
      const answer = await oneOrNothing(gateway, propertyPath(objectType, propertyOf(type, field)));
      if (answer === null) return null;
      const { options } = parseAnswer(Menu, `GET a property of ${objectType}`, answer);
      const values: ValueInUse[] = [];
      for (const { value, label } of options.slice(0, mostValues))
        values.push({ value, label, records: await countWithValue(type, field, value) });
      return values;
    },
  };

  async function countWithValue(type: RecordType, field: string, value: string): Promise<number> {
    const { objectType } = descriptorOf(type);
    const filters = [{ propertyName: propertyOf(type, field), operator: "EQ", value }];
    const body = { filterGroups: [{ filters }], properties: [], limit: 1 };
    const asked = `POST a search that counts ${objectType} by a value`;
    return parseTotal(asked, await gateway.request("POST", searchPath(objectType), {}, body));
  }
}
