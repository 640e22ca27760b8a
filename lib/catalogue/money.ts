/** Money in words. Apart from the schemas, so that a page can show an amount without loading what checks it. Pure. */

/** `24900, "EUR"` as `€249.00`. */
export const moneyText = (cents: number, currency: string): string =>
  new Intl.NumberFormat("en-IE", { style: "currency", currency }).format(cents / 100);
