/**
 * What a page is held to by axe-core, whose own wrapper for Playwright sends the whole library again and opens another
 * page for each scan: four times as slow.
 */

import { expect, type Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";

/** What Base UI puts at the edges of what floats; no reader is told of it. */
const NO_PART = ["[data-base-ui-focus-guard]"];

export type Scan = {
  /** One rule alone. */
  only?: string;
  /** A selector: nothing else is looked at. */
  within?: string;
  except?: string[];
};

async function scan(page: Page, { only, within, except = [] }: Scan): Promise<AxeResults> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    ([context, options]) => (window as unknown as { axe: typeof axe }).axe.run(context, options),
    [
      { include: [[within ?? "html"]], exclude: [...NO_PART, ...except].map((selector) => [selector]) },
      { resultTypes: ["violations"], ...(only ? { runOnly: { type: "rule", values: [only] } } : {}) },
    ] satisfies [axe.ElementContext, axe.RunOptions],
  );
}

/** Fails for each violation, with the elements that it is about. */
export async function expectNoViolations(page: Page, options: Scan = {}): Promise<void> {
  const { violations, passes } = await scan(page, options);
  expect(passes.length, "rules that found something to judge").toBeGreaterThan(0);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
