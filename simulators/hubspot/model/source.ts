/** Who or what made a change, as property history shows it. */
export interface Source {
  /** Such as `CRM_UI`, `INTEGRATION`, `FORM`, `IMPORT`. */
  readonly type: string;
  readonly id: string | null;
}

export const crmUi: Source = { type: "CRM_UI", id: null };

/** Whoever prepares the simulator, which in HubSpot has no counterpart. */
export const setUpSource: Source = { type: "SIMULATOR", id: null };
