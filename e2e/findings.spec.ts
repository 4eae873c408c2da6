import { expect } from '@playwright/test';
import { allAnalysed, openPage, test } from './fixtures.ts';

test('thresholds, the highest slices and the strip follow the chosen class, by mouse and by keyboard', async ({
  page,
}) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  const findings = page.getByRole('region', { name: 'Findings' });
  const highest = findings
    .getByRole('list')
    .filter({ has: page.getByRole('button', { name: /^Slice \d+/ }) });
  await expect(highest.getByRole('button')).toHaveCount(5);

  // The highest of a class is the series' maximum of its row.
  const row = findings.getByRole('row').filter({ hasText: 'Subdural' });
  await row.getByRole('button', { name: 'Subdural' }).focus();
  await page.keyboard.press('Enter');
  await expect(findings.getByRole('heading', { name: /Highest for subdural/ })).toBeVisible();
  const maximum =
    /@(\d+)/.exec((await row.getByRole('button', { name: /@/ }).textContent()) ?? '')?.[1] ?? '';
  const first = highest.getByRole('button').first();
  await expect(first).toHaveAccessibleName(new RegExp(`^Slice ${maximum},`));
  await first.click();
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^Slice ${maximum} of 28, subdural \\d+ %`),
  );

  // A threshold typed in decides which slices reach it, and is there on the next visit.
  await findings.getByText('Thresholds').click();
  const field = findings.getByRole('textbox', { name: 'Subdural' });
  await field.fill('99');
  await expect(findings.getByText(/^\d+ of 28 ≥ 99 %$/)).toBeVisible();
  await expect(row.getByText('at or above its threshold')).toHaveCount(0);
  await field.press('Control+a');
  await field.pressSequentially('0.5');
  await expect(findings.getByText(/^\d+ of 28 ≥ 0.5 %$/)).toBeVisible();
  await field.fill('1');
  await expect(findings.getByText(/^\d+ of 28 ≥ 1 %$/)).toBeVisible();
  await expect(row.getByText('at or above its threshold')).toHaveCount(1);
  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await findings.getByText('Thresholds (yours)').click();
  await expect(field).toHaveValue('1 %');
  await findings.getByRole('button', { name: 'Back to the model’s own' }).click();
  await expect(field).not.toHaveValue('1 %');

  // Resting on a bar of the strip tells its slice; all its numbers are held in shownNumbers.spec.ts.
  const strip = page.getByRole('slider', { name: 'Slice' });
  await strip.hover({ position: { x: 2, y: 20 } });
  await expect(page.getByText('Slice 1', { exact: true })).toBeVisible();

  // The evidence map can be made fainter.
  await page.keyboard.press('Escape');
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  const map = page.locator('[data-layer="evidence"]');
  await expect(map).toHaveCSS('opacity', '0.5');
  await page.getByRole('slider', { name: 'Strength' }).fill('20');
  await expect(map).toHaveCSS('opacity', '0.2');
});
