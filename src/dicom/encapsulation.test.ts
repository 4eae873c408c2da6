import { describe, expect, it } from 'vitest';
import { frameStreams, readFragments } from './encapsulation.ts';
import { ctFile } from './testing/ct.ts';
import { parseInstance } from './instance.ts';
import type { Elements, Encapsulated } from './testing/writer.ts';

const JPEG = [0xff, 0xd8, 0xff, 0xc3];
const start = (tail: number) => new Uint8Array([...JPEG, tail, tail]);
const more = (tail: number) => new Uint8Array([tail, tail]);

/** Code-streams of `frames` frames, each as its last byte and length, for short expectations. */
function streams(encapsulated: Encapsulated, frames: number, extendedOffsets?: number[]) {
  const changes: Partial<Elements> = {
    ...(extendedOffsets ? { '7FE00001': ['OV', extendedOffsets], '7FE00002': ['OV', [12, 12]] } : {}),
    '7FE00010': ['OB', encapsulated],
  };
  const { pixels } = parseInstance(ctFile(changes, { syntax: '1.2.840.10008.1.2.4.70' }), 'made');
  const found = readFragments(pixels.bytes, pixels.offset);
  return {
    frames: frameStreams(found, frames, pixels.extendedOffsets).map((bytes) => [bytes.at(-1), bytes.length]),
    cutOff: found.cutOff,
  };
}

describe('encapsulated pixel data', () => {
  it('joins all fragments of a single frame, whatever the offset table says', () => {
    const fragments = [start(1), more(2), more(3)];
    expect(streams({ fragments, offsets: [77] }, 1).frames).toEqual([[3, 10]]);
  });

  it('takes one fragment a frame without an offset table', () => {
    expect(streams({ fragments: [start(1), start(2)] }, 2).frames).toEqual([
      [1, 6],
      [2, 6],
    ]);
  });

  it('follows the Basic Offset Table through several fragments a frame', () => {
    const fragments = [start(1), more(2), start(3), more(4)];
    expect(streams({ fragments, offsets: [0, 24] }, 2).frames).toEqual([
      [2, 8],
      [4, 8],
    ]);
  });

  it('follows the Extended Offset Table where there is one', () => {
    const fragments = [more(1), more(2), more(3), more(4)];
    expect(streams({ fragments }, 2, [0, 20]).frames).toEqual([
      [2, 4],
      [4, 4],
    ]);
  });

  it('tells fragmented frames apart by their start markers where no table does', () => {
    const fragments = [start(1), more(2), more(3), start(4), more(5)];
    expect(streams({ fragments }, 2).frames).toEqual([
      [3, 10],
      [5, 8],
    ]);
  });

  it('passes over empty fragments, but not where offsets or their number give one to a frame', () => {
    const empty = new Uint8Array();
    expect(streams({ fragments: [more(1), more(2), empty] }, 2).frames).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(streams({ fragments: [empty, start(1), more(2), start(3)] }, 2).frames).toEqual([
      [2, 8],
      [3, 6],
    ]);
    expect(streams({ fragments: [more(1), empty, more(3)] }, 3).frames).toEqual([
      [1, 2],
      [undefined, 0],
      [3, 2],
    ]);
    expect(streams({ fragments: [more(1), empty, more(3), more(4)], offsets: [0, 10] }, 2).frames).toEqual([
      [1, 2],
      [4, 4],
    ]);
  });

  it('passes over an offset table that points between fragments', () => {
    const fragments = [start(1), more(2), start(3), more(4)];
    expect(streams({ fragments, offsets: [0, 13] }, 2).frames).toEqual([
      [2, 8],
      [4, 8],
    ]);
  });

  it('gives up frames that cannot be told apart', () => {
    expect(streams({ fragments: [more(1), more(2), more(3)] }, 2).frames).toEqual([]);
  });

  it('does not mind a missing sequence delimiter', () => {
    expect(streams({ fragments: [start(1)], unfinished: true }, 1)).toEqual({
      frames: [[1, 6]],
      cutOff: false,
    });
  });
});
