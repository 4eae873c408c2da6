/** What the colours of the evidence map mean: the legend over the image, and that the map keeps to it. */
import { expect } from '@playwright/test';
import { contrast, luminance, type Rgb } from './contrast.ts';
import { openFolder, test } from './demo.ts';
import { allAnalysed } from './fixtures.ts';

test('the legend names the class, and its ramp rises in lightness from low to high in the map’s own colours', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await allAnalysed(page, 14);
  await page.keyboard.press('End');
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  const legend = page.locator('.evidence-scale');
  await expect(legend.locator('span').first()).toHaveText(/^Evidence: any, \d+ × \d+ cells$/);
  await page.getByRole('button', { name: 'Subdural', exact: true }).click();
  await expect(legend.locator('span').first()).toHaveText(/^Evidence: subdural, \d+ × \d+ cells$/);

  const line = legend.locator('.scale').first();
  await expect(line).toHaveText(/^low\s+high$/);
  const ramp = line.locator('.ramp');
  const [words, bar] = [await line.boundingBox(), await ramp.boundingBox()];
  if (!words || !bar) throw new Error('no legend');
  expect(bar.width).toBeGreaterThan(80);
  expect(bar.x).toBeGreaterThan(words.x);
  expect(bar.x + bar.width).toBeLessThan(words.x + words.width);

  const css = await ramp.evaluate((element) => getComputedStyle(element).backgroundImage);
  expect(css).toMatch(/^linear-gradient\(to right, rgb\(0, 0, 4\) 0%, .* rgb\(252, 255, 164\) 100%\)$/);
  const stops = [...css.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map(([, red, green, blue]): Rgb => [
    Number(red),
    Number(green),
    Number(blue),
  ]);
  expect(stops).toHaveLength(11);
  stops.slice(1).forEach((stop, index) => {
    expect(luminance(stop), `stop ${index + 1}`).toBeGreaterThan(luminance(stops[index] ?? stop));
  });
  // Its high end stands out from its low end for every eye.
  expect(contrast(stops[0] ?? [0, 0, 0], stops[10] ?? [0, 0, 0])).toBeGreaterThan(10);

  const map = await page.locator('.viewport canvas[data-layer=evidence]').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no map');
    const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    const colours: [number, number, number, number][] = [];
    for (let at = 0; at < data.length; at += 4 * 37) {
      colours.push([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0]);
    }
    return colours;
  });
  // A pixel's opacity is its value: the colour is the ramp's at that place, between two of its stops.
  const seen = map.filter(([, , , opacity]) => opacity > 100);
  expect(seen.length).toBeGreaterThan(10);
  for (const [red, green, blue, opacity] of seen) {
    const place = (opacity / 255) * 10;
    const [below, above] = [stops[Math.floor(place)], stops[Math.ceil(place)]];
    if (!below || !above) throw new Error('no stop');
    [red, green, blue].forEach((value, channel) => {
      const between = [below[channel] ?? 0, above[channel] ?? 0];
      expect(value).toBeGreaterThanOrEqual(Math.min(...between) - 12);
      expect(value).toBeLessThanOrEqual(Math.max(...between) + 12);
    });
  }
});
