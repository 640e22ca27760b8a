/**
 * Time for display and for pure rules. Order, leases, limits and expiry are decided by the database's
 * clock, because the clocks of two instances disagree.
 */
export const seconds = (n: number) => n * 1000;
export const minutes = (n: number) => n * 60_000;
export const hours = (n: number) => n * 3_600_000;
export const days = (n: number) => n * 86_400_000;
