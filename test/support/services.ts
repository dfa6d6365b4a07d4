/** What tests may need from the machine. A test says so by `describeWith` or `testWith`. */
export const services = ["temporal", "postgres", "browser", "peers"] as const;
export type Service = (typeof services)[number];

/** Why a service is not here, and what the reader can do about it. */
export interface MissingService {
  readonly reason: string;
  readonly remedy: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** A running development server, and the workflow bundle if there are workflows. */
    temporal:
      | {
          readonly address: string;
          readonly uiAddress: string;
          readonly cliPath: string;
          readonly bundle: string | undefined;
        }
      | undefined;
    /** A server on which databases can be created; tests use `createTestDatabase`. */
    postgres: { readonly url: string } | undefined;
    browser: { readonly executablePath: string } | undefined;
    /** Clients of HubSpot that need Python and that nobody here wrote; see bench/peers. */
    peers: { readonly names: readonly string[] } | undefined;
    missingServices: Partial<Record<Service, MissingService>>;
    neededServices: readonly Service[];
  }
  interface TaskMeta {
    needs?: readonly Service[];
  }
}
