import { describe, expect, it } from 'vitest';
import { FLOP_SHAPES, flopsARound, flopShader } from './peak.ts';

describe('the peak-FLOP kernel', () => {
  it.each(FLOP_SHAPES)('does as many operations a round as are counted: $accumulators × $type', (shape) => {
    const loop = /for \(.*?\{([^}]*)\}/s.exec(flopShader(shape))?.[1] ?? '';
    const multiplyAdds = loop.match(/= s\d+ \* x \+ y;/g)?.length ?? 0;
    const lanes = shape.type === 'vec4f' ? 4 : 1;
    expect(flopsARound(shape)).toBe(2 * lanes * multiplyAdds);
    expect(multiplyAdds).toBeGreaterThan(0);
  });
});
