import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

/**
 * How many channels should a stock convolution join where a grouped one is composed of them (docs/decisions/0004)?
 * All widths in one run on tfjs's WASM backend, over the grouped layers of two networks; medians.
 *
 *     npm run bench:joined
 */

interface Layer {
  readonly side: number;
  readonly channels: number;
  readonly groups: number;
  readonly stride: 1 | 2;
  /** How often the network has it. */
  readonly times: number;
}

const layer = (side: number, channels: number, groups: number, stride: 1 | 2, times: number): Layer => ({
  side,
  channels,
  groups,
  stride,
  times,
});

const NETWORKS: Record<string, readonly Layer[]> = {
  'ResNeXt-26 16×4d, 160 px': [
    layer(40, 64, 16, 1, 2),
    layer(40, 128, 16, 2, 1),
    layer(20, 128, 16, 1, 1),
    layer(20, 256, 16, 2, 1),
    layer(10, 256, 16, 1, 1),
    layer(10, 512, 16, 2, 1),
    layer(5, 512, 16, 1, 1),
  ],
  'ResNeXt-50 32×4d, 224 px': [
    layer(56, 128, 32, 1, 3),
    layer(56, 256, 32, 2, 1),
    layer(28, 256, 32, 1, 3),
    layer(28, 512, 32, 2, 1),
    layer(14, 512, 32, 1, 5),
    layer(14, 1024, 32, 2, 1),
    layer(7, 1024, 32, 1, 2),
  ],
};

const WIDTHS = [1, 16, 32, 64, 128, Infinity];
const RUNS = 7;

/** Median milliseconds of one grouped convolution composed of convolutions at least `width` channels wide. */
function measure({ side, channels, groups, stride }: Layer, width: number): number {
  const perGroup = channels / groups;
  let together = 1;
  while (together < groups && (together * perGroup < width || groups % together !== 0)) together++;
  const joins = groups / together;
  const wide = channels / joins;
  const x = tf.randomNormal<tf.Rank.R4>([1, side, side, channels]);
  const filters = Array.from({ length: joins }, () => tf.randomNormal<tf.Rank.R4>([3, 3, wide, wide]));
  const run = () => {
    const output = tf.tidy(() =>
      tf.concat(
        filters.map((filter, i) => {
          const part = joins === 1 ? x : x.slice([0, 0, 0, i * wide], [-1, -1, -1, wide]);
          return tf.fused.conv2d({ x: part, filter, strides: stride, pad: 1, activation: 'relu' });
        }),
        3,
      ),
    );
    output.dataSync();
    output.dispose();
  };
  run();
  const times = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  tf.dispose([x, filters]);
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
}

tf.enableProdMode();
await tf.setBackend('wasm');
for (const [name, layers] of Object.entries(NETWORKS)) {
  console.log(`${name}: grouped layers of one slice`);
  for (const width of WIDTHS) {
    const total = layers.reduce((sum, one) => sum + one.times * measure(one, width), 0);
    const words =
      width === 1 ? 'one a group' : width === Infinity ? 'one dense' : `at least ${width} channels`;
    console.log(`  ${words.padEnd(24)} ${total.toFixed(0).padStart(5)} ms`);
  }
}
