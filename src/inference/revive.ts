/** What becomes of a scorer whose device is lost: the same rung again, and after too many losses the next one. */
import { HemolensError } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { sentenceOf, type Chosen } from './ladder.ts';
import type { Rungs, RungToTry } from './rungs.ts';
import { stand } from './stand.ts';
import { inARow, say } from './sentences.ts';

/** A driver that resets now and then is worth another start; one that does so again and again is not. */
const MOST_LOSSES = 3;

/**
 * Counts the losses of one scorer and finds what scores next.
 * @returns  to be called at each loss, with what was lost and why; it answers what scores from now on, or
 * `inference/device-lost` where nothing is left
 */
export function createReviver(
  model: OpenedModel,
  rungs: Rungs,
): (lost: Chosen, why: string) => Promise<Chosen | HemolensError> {
  let losses = 0;
  const givenUp = new Set<RungToTry>();
  const silent = () => undefined;

  return async ({ standing: { tried }, reason }, why) => {
    losses += 1;
    let story = [say('lostTimes', { count: losses, why })];
    if (losses < MOST_LOSSES) {
      try {
        return { standing: await stand(tried, model, silent), reason };
      } catch (cause) {
        story = [say('lost', { why }), sentenceOf(cause, tried.name)];
      }
    }
    givenUp.add(tried);
    for (const next of 'both' in rungs ? rungs.both : []) {
      if (givenUp.has(next)) continue;
      try {
        const standing = await stand(next, model, silent);
        return { standing, reason: inARow([...story, say('runsInstead', { device: next.name })]) };
      } catch (cause) {
        story.push(sentenceOf(cause, next.name));
      }
    }
    return new HemolensError('inference/device-lost', inARow(story));
  };
}
