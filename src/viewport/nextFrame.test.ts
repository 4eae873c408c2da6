import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inNextFrame, notInNextFrame } from './nextFrame.ts';

describe('jobs for the next frame', () => {
  let frames: (() => void)[] = [];
  const makeFrame = () => frames.splice(0).forEach((frame) => frame());

  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
    return () => vi.unstubAllGlobals();
  });

  it('are done once, in one frame, and no frame is asked for without them', () => {
    const job = vi.fn();
    const other = vi.fn();
    inNextFrame(job);
    inNextFrame(job);
    inNextFrame(other);
    expect(frames).toHaveLength(1);
    makeFrame();
    expect(job).toHaveBeenCalledTimes(1);
    expect(other).toHaveBeenCalledTimes(1);
    expect(frames).toHaveLength(0);
  });

  it('cause others in the same frame, themselves in the one after', () => {
    const order: string[] = [];
    const caused = () => void order.push('caused');
    const again = () => {
      order.push('first');
      inNextFrame(caused);
      if (order.length < 2) inNextFrame(again);
    };
    inNextFrame(again);
    makeFrame();
    expect(order).toEqual(['first', 'caused']);
    expect(frames).toHaveLength(1);
    makeFrame();
    expect(order).toEqual(['first', 'caused', 'first', 'caused']);
    expect(frames).toHaveLength(0);
  });

  it('can be taken back', () => {
    const job = vi.fn();
    inNextFrame(job);
    notInNextFrame(job);
    makeFrame();
    expect(job).not.toHaveBeenCalled();
  });

  it('are done though one of them throws', () => {
    const job = vi.fn();
    inNextFrame(() => {
      throw new Error('broken');
    });
    inNextFrame(job);
    expect(makeFrame).toThrow('broken');
    makeFrame();
    expect(job).toHaveBeenCalledTimes(1);
  });
});
