/** What bleeds on the brain's outside share: angles round the head, and the push on the brain. */
import type { Push } from '../head.ts';

/** Difference of two angles, radians, in [−π, π]. */
export function angleBetween(angle: number, other: number): number {
  const difference = angle - other;
  return difference - 2 * Math.PI * Math.round(difference / (2 * Math.PI));
}

/** A push of `amount` mm to the left (positive) about a place, fading towards the skull, which does not give way. */
export function pushFrom(amount: number, y: number, z: number, reach: number, tall: number): Push {
  return (atX, atY, atZ) => {
    const from = ((atY - y * 0.4) / (reach + 15)) ** 2 + ((atZ - z) / (tall + 10)) ** 2;
    const firm = Math.max(0, 1 - (atX / 66) ** 2 * 0.8);
    return amount * Math.exp(-from) * firm;
  };
}
