import type { Random } from "../../../random.ts";
import type { Properties } from "../../model/write.ts";
import type { Character } from "../diary.ts";
import type { Story } from "../story.ts";
import { person } from "../story.ts";

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
  readonly details: Properties;
}

/** Invents people who each have an address of their own, and the companies they work for. */
export class Population {
  readonly #story: Story;
  readonly #addresses = new Set<string>();
  readonly #companies = new Map<string, Character>();

  constructor(story: Story) {
    this.#story = story;
  }

  invent(random: Random): Person {
    const { people } = this.#story.profile;
    const firstName = random.pick(people.firstNames);
    const lastName = random.pick(people.lastNames);
    const company = `${random.pick(people.companies)} ${random.pick(people.companyKinds)}`;
    const city = random.pick(people.cities);
    return {
      firstName,
      lastName,
      email: this.#address(firstName, lastName, domainOf(company)),
      company,
      details: { jobtitle: random.pick(people.jobs), city, country: people.country },
    };
  }

  /** The company's record, which comes into the portal with the first of its people. */
  company(name: string, at: number, ownerId: string): Character {
    const known = this.#companies.get(name);
    const { diary, profile } = this.#story;
    if (known) {
      diary.notLaterThan(known, at);
      return known;
    }
    const properties = {
      name,
      domain: domainOf(name),
      website: `https://${domainOf(name)}`,
      country: profile.people.country,
      type: "PROSPECT",
      hubspot_owner_id: ownerId,
    };
    const company = diary.create("companies", at, properties, person(ownerId));
    this.#companies.set(name, company);
    return company;
  }

  #address(firstName: string, lastName: string, domain: string): string {
    const name = plain(`${firstName}.${lastName}`);
    for (let count = 1; ; count++) {
      const address = `${name}${count === 1 ? "" : count}@${domain}`;
      if (this.#addresses.has(address)) continue;
      this.#addresses.add(address);
      return address;
    }
  }
}

const domainOf = (company: string): string => `${plain(company).replaceAll(/[^a-z0-9]+/g, "-")}.example`;

const plain = (text: string): string =>
  text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(" ", "-");
