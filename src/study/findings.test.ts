import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scoringProgress } from './selectors.ts';
import { read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';
import { HEAD, openAll, room, settled } from './testing/room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('scoring a study', () => {
  it('takes one slice at a time, and is done when all are', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD);
    await findings.start();
    for (let n = 0; n < HEAD.length; n++) {
      expect(hand.pending).toBe(1);
      hand.answer(n / 10);
      await settled();
    }
    expect(new Set(Object.values(states()))).toEqual(new Set(['scored']));
    expect(findings.getState().run).toEqual({ phase: 'done' });
  });

  it('scores the slice that the reader scrolled to next', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD);
    study.goTo(0);
    await findings.start();
    await settled();
    expect(states()).toMatchObject({ a: 'scoring', d: 'waiting' });
    study.goTo(3);
    hand.answer(0.1);
    await settled();
    expect(states()).toMatchObject({ a: 'scored', b: 'waiting', c: 'waiting', d: 'scoring' });
  });

  it('scores slices that arrive after it was done', async () => {
    const { study, hand, findings } = room();
    await findings.start();
    expect(findings.getState().run.phase).toBe('done');
    await openAll(study, HEAD.slice(0, 1));
    expect(findings.getState().run.phase).toBe('running');
    hand.answer(0.3);
    await settled();
    expect(findings.getState().run.phase).toBe('done');
  });

  it('goes on with the other series, the one on screen first', async () => {
    const { study, hand, findings, states } = room();
    const other = slice('x', { series: 'other' });
    await openAll(study, [other, ...HEAD.slice(0, 2)]);
    study.selectSeries('head');
    await findings.start();
    for (const any of [0.1, 0.2]) {
      await settled();
      expect(states().x).toBe('waiting');
      hand.answer(any);
    }
    await settled();
    expect(states().x).toBe('scoring');
  });

  it('scores a study again when it is opened again, and ignores what belongs to the one before', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD.slice(0, 2));
    await findings.start();
    await settled();
    study.close();
    await openAll(study, HEAD.slice(0, 2));
    hand.answer(0.9);
    await settled();
    expect(Object.values(states()).filter((state) => state === 'scored')).toEqual([]);
    hand.answer(0.1);
    await settled();
    hand.answer(0.2);
    await settled();
    expect(states()).toEqual({ a: 'scored', b: 'scored' });
    const numbers = [...findings.getState().slices.values()].map((finding) =>
      finding.state === 'scored' ? finding.score.probabilities.any : undefined,
    );
    expect(numbers).toEqual([0.1, 0.2]);
  });
});

describe('pausing', () => {
  it('lets the slice at work finish and starts no other until resumed', async () => {
    const { study, hand, findings } = room();
    await openAll(study, HEAD);
    await findings.start();
    findings.pause();
    hand.answer(0.1);
    await settled();
    expect(hand.pending).toBe(0);
    expect(findings.getState().run.phase).toBe('paused');
    expect(scoringProgress(findings.getState().slices.values()).scored).toBe(1);
    findings.resume();
    await settled();
    expect(hand.pending).toBe(1);
    expect(findings.getState().run.phase).toBe('running');
  });

  it('holds for slices that are read after those known at the pause', async () => {
    const { study, hand, findings } = room();
    const reading = opened(study);
    reading.onInstance(read(HEAD[0]));
    await findings.start();
    await settled();
    findings.pause();
    hand.answer(0.1);
    await settled();
    HEAD.slice(1).forEach((one) => reading.onInstance(read(one)));
    await reading.end();
    await settled();
    expect(findings.getState().run.phase).toBe('paused');
    expect(hand.pending).toBe(0);
    findings.resume();
    await settled();
    expect(findings.getState().run.phase).toBe('running');
    expect(hand.pending).toBe(1);
  });

  it('is over, with nothing left to do, once the reader goes on', async () => {
    const { study, hand, findings } = room();
    await openAll(study, HEAD.slice(0, 1));
    await findings.start();
    await settled();
    findings.pause();
    hand.answer(0.1);
    await settled();
    expect(findings.getState().run.phase).toBe('paused');
    findings.resume();
    expect(findings.getState().run.phase).toBe('done');
  });
});
