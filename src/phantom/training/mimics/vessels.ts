/** Arteries and veins, with blood that is denser than brain or with contrast agent. */
import type { Random } from '../../random.ts';
import { angleBetween, at, ramp, whole } from '../field.ts';
import type { Ground } from '../ground.ts';
import { HARD, brighten } from './brighten.ts';

/** Short bright arcs: arteries in cisterns and fissures. */
export function vessels(ground: Ground, random: Random): void {
  drawVessels(ground, random, whole(random, 1, 4), [45, 75]);
}

/** Enhanced arteries in cisterns and fissures, veins over the convexity, a sinus: many at once and all alike. */
export function contrast(ground: Ground, random: Random): void {
  const value = random.uniform(80, 350);
  drawVessels(ground, random, whole(random, 4, 12), [value * 0.7, value]);
  const size = random.uniform(2, 5) * ground.scale;
  const spots = Array.from({ length: whole(random, 4, 12) }, () => ({
    angle: random.uniform(-Math.PI, Math.PI),
    half: random.uniform(0.01, 0.05),
    deep: random.uniform(0.8, 2.5),
  }));
  brighten(
    ground,
    value,
    (index) => {
      const depth = at(ground.depth, index);
      const sinus = ramp(1.2 * size - depth - Math.abs(at(ground.x, index)), 1.5);
      const veins = spots.map(({ angle, half, deep }) =>
        Math.min(
          ramp(half - Math.abs(angleBetween(at(ground.angle, index), angle)), 0.02),
          ramp(deep - depth, 1.2),
        ),
      );
      return Math.max(sinus, ...veins);
    },
    value,
  );
}

function drawVessels(
  ground: Ground,
  random: Random,
  count: number,
  [low, high]: readonly [number, number],
): void {
  for (let vessel = 0; vessel < count; vessel += 1) {
    const [x, y] = [random.normal() * 22 * ground.scale, random.normal() * 22 * ground.scale];
    const turn = random.uniform(0, 2 * Math.PI);
    const bow = random.uniform(8, 60);
    const [middleX, middleY] = [x + bow * Math.cos(turn), y + bow * Math.sin(turn)];
    const half = random.uniform(0.3, 1.3);
    const long = random.uniform(1, 14);
    const value = random.uniform(low, high);
    brighten(
      ground,
      value,
      (index) => {
        const away = Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y);
        if (away > long + 1) return 0;
        const off = Math.abs(Math.hypot(at(ground.x, index) - middleX, at(ground.y, index) - middleY) - bow);
        return ramp(half - off, 1.2) * ramp(long - away, 2);
      },
      Math.max(HARD, value),
    );
  }
}
