import type { Profile } from "../profile.ts";
import { harbor } from "./harbor.ts";
import { nightowl } from "./nightowl.ts";
import { northwind } from "./northwind.ts";

export const profiles = { northwind, harbor, nightowl } as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as [ProfileName, ...ProfileName[]];
