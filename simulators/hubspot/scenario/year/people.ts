import type { Random } from "../../../random.ts";
import type { Properties, RecordReference } from "../../model/write.ts";
import type { Person } from "../life/people.ts";
import type { Profile } from "../profile.ts";
import { automation } from "../story.ts";
import type { Chronicle } from "../chronicle.ts";

/** About how many contacts work for one company. */
const contactsPerCompany = 4;

/** Somebody who was invented, and where that person works. */
export interface Invented extends Person {
  readonly companyIndex: number;
}

/** Invents people who each have an address of their own, among as many companies as a portal of this size has. */
export class People {
  readonly #profile: Profile["people"];
  readonly #chronicle: Chronicle;
  readonly #companyCount: number;
  readonly #namesakes = new Map<string, number>();
  readonly #companies = new Map<number, RecordReference>();

  constructor(profile: Profile, chronicle: Chronicle, contacts: number) {
    this.#profile = profile.people;
    this.#chronicle = chronicle;
    this.#companyCount = Math.max(1, Math.round(contacts / contactsPerCompany));
  }

  invent(random: Random): Invented {
    const { firstNames, lastNames, jobs, cities, country } = this.#profile;
    const firstName = random.pick(firstNames);
    const lastName = random.pick(lastNames);
    const companyIndex = random.integer(0, this.#companyCount - 1);
    const address = `${plain(`${firstName}.${lastName}`)}@${this.#domain(companyIndex)}`;
    const namesakes = (this.#namesakes.get(address) ?? 0) + 1;
    this.#namesakes.set(address, namesakes);
    return {
      firstName,
      lastName,
      email: namesakes === 1 ? address : address.replace("@", `${namesakes}@`),
      company: this.#name(companyIndex),
      companyIndex,
      details: { jobtitle: random.pick(jobs), city: random.pick(cities), country },
    };
  }

  /** The company's record, which HubSpot makes from the domain of the first address. */
  companyOf({ companyIndex }: Invented): RecordReference {
    const known = this.#companies.get(companyIndex);
    if (known) return known;
    const domain = this.#domain(companyIndex);
    const properties: Properties = {
      name: this.#name(companyIndex),
      domain,
      website: `https://${domain}`,
      country: this.#profile.country,
      type: "PROSPECT",
    };
    const company = this.#chronicle.create("companies", properties, automation("Companies from e-mail domains"));
    this.#companies.set(companyIndex, company);
    return company;
  }

  /** Names repeat only after every first word met every kind in every city, and then with a number. */
  #name(index: number): string {
    const { companies, companyKinds, cities } = this.#profile;
    const kind = companyKinds[Math.floor(index / companies.length) % companyKinds.length]!;
    const round = Math.floor(index / (companies.length * companyKinds.length));
    const name = `${companies[index % companies.length]!} ${kind}`;
    if (round === 0) return name;
    const city = cities[(round - 1) % cities.length]!;
    const number = Math.floor((round - 1) / cities.length);
    return number === 0 ? `${name} ${city}` : `${name} ${city} ${number + 1}`;
  }

  #domain(index: number): string {
    return `${plain(this.#name(index)).replaceAll(/[^a-z0-9]+/g, "-")}.example`;
  }
}

const plain = (text: string): string =>
  text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(" ", "-");
