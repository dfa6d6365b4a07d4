/** From now on open work of owners whom HubSpot does not know is found too: the first look at it tells nobody. */
export const statements: readonly string[] = [`delete from check_baseline where check_id = 'owner-deactivated'`];
