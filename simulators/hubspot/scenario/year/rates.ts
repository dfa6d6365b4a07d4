/** How often what goes wrong, as shares of those it can happen to, unless a name says otherwise. */
export interface Rates {
  /** Hand-raisers who are answered too late. */
  readonly lateAnswers: number;
  /** Hand-raisers whom nobody ever answers. */
  readonly neverAnswered: number;
  /** Hand-raisers who are not routed to anybody for a while. */
  readonly unroutedLeads: number;
  /** Times in a year at which the routing workflow is off for some hours. */
  readonly routingOutagesPerYear: number;
  /** Conversations that are left lying for more than a month. */
  readonly forgottenLeads: number;
  /** Deals whose close date passes unnoticed. */
  readonly forgottenCloseDates: number;
  /** Deals for which nothing is planned for a while. */
  readonly lapsedDeals: number;
  /** Won deals whose contact nobody makes a customer for a while. */
  readonly forgottenLifecycles: number;
  /** Qualified leads for which no deal is created. */
  readonly qualifiedWithoutDeal: number;
  /** Disqualified leads without a reason. */
  readonly disqualifiedWithoutReason: number;
  /** People who leave and whose records are found later. */
  readonly workLeftBehind: number;
  /** Campaigns that start before their tracking is in place. */
  readonly untrackedCampaigns: number;
  /** Times in a year at which some ads begin to spell their source in a second way. */
  readonly misspellingsPerYear: number;
  /** Imported lists that do not say where their people came from. */
  readonly sourcelessImports: number;
  /** Forms for which nobody set up what follows. */
  readonly formsWithoutFollowUp: number;
  /** What lies just inside a boundary, among all that can. */
  readonly nearMisses: number;
}

/** A portal with the usual share of trouble. */
export const usualRates: Rates = {
  lateAnswers: 0.03,
  neverAnswered: 0.006,
  unroutedLeads: 0.012,
  routingOutagesPerYear: 3,
  forgottenLeads: 0.06,
  forgottenCloseDates: 0.07,
  lapsedDeals: 0.08,
  forgottenLifecycles: 0.04,
  qualifiedWithoutDeal: 0.03,
  disqualifiedWithoutReason: 0.05,
  workLeftBehind: 0.5,
  untrackedCampaigns: 0.25,
  misspellingsPerYear: 3,
  sourcelessImports: 0.2,
  formsWithoutFollowUp: 0.3,
  nearMisses: 0.05,
};

export const rateNames = Object.keys(usualRates) as [keyof Rates, ...(keyof Rates)[]];

/** A portal in which nothing is amiss, and much nearly is. */
export const noTrouble: Rates = {
  ...(Object.fromEntries(rateNames.map((name) => [name, 0])) as unknown as Rates),
  nearMisses: usualRates.nearMisses,
};
