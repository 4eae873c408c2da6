import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Everything that WCAG 2.2 AA asks and a program can find.
 * @param state  of the page, for the report; it is looked at as it is
 */
export async function expectAccessible(page: Page, state = 'the page'): Promise<void> {
  // Menus, dialogs and tooltips open outside of the landmarks, as their ARIA patterns have it; a dialog's head is no banner.
  const opened = await page
    .locator('[role=menu], [role=dialog], [role=tooltip]')
    .filter({ visible: true })
    .count();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .disableRules(opened > 0 ? ['region', 'landmark-no-duplicate-banner', 'landmark-unique'] : [])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`),
    state,
  ).toEqual([]);
}
