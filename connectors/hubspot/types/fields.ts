import { readInstant, readNumber, readText, readYesOrNo } from "../values.ts";
import type { Field } from "./descriptor.ts";

type Reader<Value> = (value: string | null | undefined) => Value;

/** A field that is one property, read by `reader`. */
export function property<Value>(name: string, reader: Reader<Value>): Field<Value | null> {
  return { properties: [name], read: ({ properties }) => reader(properties[name]) };
}

export const text = (name: string) => property(name, readText);
export const instant = (name: string) => property(name, readInstant);
export const number = (name: string) => property(name, readNumber);
export const yesOrNo = (name: string) => property(name, readYesOrNo);
