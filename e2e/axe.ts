import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Everything that WCAG 2.2 AA asks and a program can find.
 * @param state  of the page, for the report; it is looked at as it is
 */
export async function expectAccessible(page: Page, state = 'the page'): Promise<void> {
  // A dialog's head is no banner of the page, as it seems to axe.
  const dialogs = await page.locator('[role=dialog]').count();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .disableRules(dialogs > 0 ? ['landmark-no-duplicate-banner', 'landmark-unique'] : [])
    .analyze();
  const found: string[] = [];
  for (const { id, nodes } of violations) {
    for (const { html, target } of nodes) {
      if (id === 'region' && (await liesOverThePage(page, String(target[0])))) continue;
      found.push(`${id}: ${html.slice(0, 140)}`);
    }
  }
  expect(found, state).toEqual([]);
}

/** What opens (tooltips, menus, dialogs) is outside of the page's landmarks, as its ARIA patterns have it; or is gone already. */
function liesOverThePage(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((of) => document.querySelector(of)?.closest('[data-portal]') !== null, selector);
}
