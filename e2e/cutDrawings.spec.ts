import { expect } from '@playwright/test';
import { annotation, chooseFolder, drag, openFolder, test } from './demo.ts';
import { exported } from './fixtures.ts';

/** What is drawn on coronal and sagittal cuts, where a thin subdural or the tentorium is measured. */

test('cuts are measured by mouse and by keyboard, undone, exported and there after a reload', async ({
  demo,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFolder(page, demo);
  await page.keyboard.press('8');
  const cut = page.getByRole('region', { name: 'Coronal' });
  const sagittal = page.getByRole('region', { name: 'Sagittal' });
  const coronalPlace = page.getByRole('slider', { name: 'Coronal position' });
  await expect(coronalPlace).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');

  await page.keyboard.press('d');
  await drag(page, [0.35, 0.4], [0.65, 0.4], cut);
  const length = annotation(cut, /^Length: [\d.]+ mm$/);
  await expect(length).toBeVisible();
  // Twice as far is twice as long: the cut has its own pixels, and both are true to the patient.
  await drag(page, [0.2, 0.6], [0.8, 0.6], cut);
  await expect(cut.locator('[data-annotation]')).toHaveCount(2);
  const long = await Promise.all(
    [0, 1].map(async (one) =>
      parseFloat((await length.nth(one).getAttribute('aria-label'))?.split(': ')[1] ?? ''),
    ),
  );
  expect((long[1] ?? 0) / (long[0] ?? 1)).toBeCloseTo(2, 1);
  await page.keyboard.press('o');
  await drag(page, [0.4, 0.3], [0.6, 0.5], sagittal);
  await expect(
    annotation(sagittal, /^Ellipse: Mean .+ SD .+ HU, Min .+, Max .+ HU, Area .+ mm²$/),
  ).toBeVisible();
  // Copied is the one that is selected, with the values of the cut.
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Ellipse: Mean/);

  // An arrow's words are typed over the image, and stand on the cut.
  await page.keyboard.press('t');
  await drag(page, [0.5, 0.25], [0.55, 0.2], cut);
  await page.getByRole('textbox', { name: 'Text' }).fill('tentorium');
  await page.keyboard.press('Enter');
  await expect(annotation(cut, /^Arrow: tentorium$/)).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(cut.locator('[data-annotation]')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(cut.locator('[data-annotation]')).toHaveCount(3);

  // Another cut has none of it; what is undone is shown where it was drawn, from another layout as well.
  await coronalPlace.focus();
  await page.keyboard.press('ArrowRight');
  await expect(cut.locator('[data-annotation]')).toHaveCount(0);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+z');
  await expect(coronalPlace).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');
  await expect(cut.locator('[data-annotation]')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(cut.locator('[data-annotation]')).toHaveCount(2);

  // By keyboard, in the pane that it points into.
  await page.keyboard.press('d');
  await page.keyboard.press('F6');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-annotation]')).toHaveCount(4);

  // A hematoma is counted on slices: placed while a cut is under the hand, its volume stands on the image.
  const image = page.locator('.pane').first();
  await page.keyboard.press('q');
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(cut).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(image.locator('[data-annotation]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-annotation]')).toHaveCount(4);

  // Through thick cuts it measures those, and what is copied says so.
  await page.getByLabel('Thickness of slices and cuts').selectOption('MIP 20 mm');
  await expect(sagittal.locator('[data-annotation]')).toHaveCount(2);
  await sagittal.locator('[data-annotation]').first().focus();
  await page.keyboard.press('Control+c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/\nMeasured on: MIP 20 mm$/);
  await page.getByLabel('Thickness of slices and cuts').selectOption('Thin');

  // All of the series is all of its cuts as well, in one step.
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Delete all of this series' }).click();
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-annotation]')).toHaveCount(4);

  const { annotations } = JSON.parse(await exported(page, 'Annotations JSON')) as {
    annotations: { plane?: string; cut?: number; patientPoints?: number[][]; sopInstanceUid?: string }[];
  };
  const onCoronal = annotations.find(({ plane }) => plane === 'coronal');
  expect(onCoronal).toMatchObject({ cut: 257 });
  expect(onCoronal?.sopInstanceUid).toBeUndefined();
  expect(onCoronal?.patientPoints?.map((point) => point.length)).toEqual([3, 3]);
  const csv = await exported(page, 'Per-image CSV');
  expect(csv).not.toContain('Ellipse');
  await expect(
    page.getByText(/What was drawn on coronal and sagittal cuts is not in the table/),
  ).toBeVisible();

  await page.reload();
  await chooseFolder(page, demo);
  await expect(length).toHaveCount(2);
  await expect(sagittal.locator('[data-annotation]').first()).toBeVisible();
});
