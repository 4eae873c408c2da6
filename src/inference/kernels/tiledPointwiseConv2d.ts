/**
 * The 1×1 convolution for graphics processors: a matrix product of pixels by channels through workgroup memory. What a
 * workgroup reads from the buffers once serves all its invocations, and what an invocation reads from the tile serves a
 * block of sums in its registers.
 */
import { convolutionBindings, each, store } from './convolutionShader.ts';
import { describeGeometry, type ConvolutionGeometry } from './geometry.ts';
import type { Kernel } from './kernel.ts';

/** How a product is cut: of a workgroup, then of an invocation. One of `TILES`. */
export interface PointwiseTile {
  /** Output pixels and channels of a workgroup. */
  readonly pixels: number;
  readonly channels: number;
  /** Input channels in the tile at a time. */
  readonly depth: number;
  /** Output pixels and channels of an invocation. */
  readonly threadPixels: number;
  readonly threadChannels: number;
  /** Parts of the depth that different invocations sum, to be added at the end. */
  readonly slices: number;
  /** What the device has to grant: invocations a workgroup, and bytes of workgroup memory. */
  readonly invocations: number;
  readonly workgroupBytes: number;
}

/** One is read while the next is written: one barrier a step instead of two. */
const BUFFERS = 2;

/** Input channels whose code is unrolled. In each such block of the tile, the second half is stored swizzled. */
const BLOCK = 8;

/**
 * Multiples: pixels of 32, channels of 16, depth of 8 × slices, an invocation's share of 4. An invocation fetches one
 * block of 4×4 values a step at most, so (pixels + channels) × depth ≤ 16 × invocations; and the sums of all slices but
 * one fit into the tile: (slices − 1) × pixels × channels ≤ 2 × depth × (pixels + channels).
 */
function tileOf(
  [pixels, channels, depth]: readonly [number, number, number],
  [threadPixels, threadChannels]: readonly [number, number],
  slices = 1,
): PointwiseTile {
  const invocations = (pixels / threadPixels) * (channels / threadChannels) * slices;
  const workgroupBytes = BUFFERS * depth * (pixels + channels) * Float32Array.BYTES_PER_ELEMENT;
  return { pixels, channels, depth, threadPixels, threadChannels, slices, invocations, workgroupBytes };
}

/**
 * Tiles from small to large, all within WebGPU's guaranteed limits (256 invocations, 16 KiB), all but the last within
 * those of its compatibility mode (128). Sizes follow from arithmetic and were not measured on a graphics processor: let
 * a measurement choose.
 *
 * - Workgroup memory bounds an invocation's block: a × b sums take 4 (a + b) bytes for ab multiply-adds, at 4×4 2 bytes
 *   each, at 8×4 1.5, at 8×8 1. A multiprocessor of an NVIDIA card gives 128 bytes and 128 multiply-adds a clock, so
 *   that, broadcasts not counted, 4×4 reaches half of its arithmetic, 8×4 two thirds, 8×8 all of it.
 * - Registers bound it from above: 8×8 holds 64 sums, 16 operands and 16 values on their way to the tile. With
 *   addresses, that is some 120 of the 128 with which 512 invocations share a multiprocessor.
 * - The cache behind it bounds the workgroup's tile: 4 (pixels + channels) bytes for pixels × channels multiply-adds; at
 *   128 of these a clock, 32×32 asks for 32 bytes a clock, 64×64 for 16, 128×128 for 8.
 * - Occupancy bounds it from above: 49 pixels by 1024 channels, a last stage at batch 1, are 16 tiles of 64×64, 64 of
 *   32×32 and 128 of 32×16, and an H100 has 132 multiprocessors. Small tiles are sliced in depth, so that a
 *   multiprocessor with a single one of them still has a group of 32 invocations for each of its four schedulers.
 */
export const TILES: readonly PointwiseTile[] = [
  // 128 invocations, 12 KiB: a last stage at batch 1, where nothing counts but how many multiprocessors work.
  tileOf([32, 16, 32], [4, 4], 4),
  // 128 invocations, 8 KiB: several share a multiprocessor.
  tileOf([32, 32, 16], [4, 4], 2),
  // 128 invocations, 12 KiB: few pixels, many channels.
  tileOf([32, 64, 16], [4, 4]),
  // 64 invocations, 8 KiB: full blocks for stages of few tiles.
  tileOf([64, 64, 8], [8, 8]),
  // 128 invocations, 16 KiB: an invocation keeps half as many sums, and registers have room for more of them.
  tileOf([64, 64, 16], [8, 4]),
  // 128 invocations, 16 KiB: full blocks with as many invocations, for the price of one addition at the end.
  tileOf([64, 64, 16], [8, 8], 2),
  // 128 invocations, 12 KiB.
  tileOf([128, 64, 8], [8, 8]),
  tileOf([64, 128, 8], [8, 8]),
  // 256 invocations, 16 KiB: the least traffic; needs thousands of pixels to give every multiprocessor a tile.
  tileOf([128, 128, 8], [8, 8]),
];

const LANES = ['x', 'y', 'z', 'w'];
const ZERO = 'vec4<f32>()';

/**
 * Bindings as in `convolutionBindings`, all vec4s.
 * @param geometry  a 1×1 filter without padding and groups; channels in and out multiples of four; at most two million
 *                  output pixels, for every 32 of them are a row of the dispatch, which has room for 65,535
 */
export function tiledPointwiseConv2d(geometry: ConvolutionGeometry, tile: PointwiseTile): Kernel {
  const { outHeight, outWidth, outChannels } = geometry;
  const { pixels, channels, depth, threadPixels, threadChannels, slices } = tile;
  const blocks = `${threadPixels}×${threadChannels}${slices > 1 ? ` in ${slices} slices` : ''}`;
  return {
    label: `tiled ${pixels}×${channels}×${depth} by ${blocks}: ${describeGeometry(geometry)}`,
    code: shader(geometry, tile),
    workgroups: (batch) => [
      Math.ceil(outChannels / channels),
      Math.ceil((batch * outHeight * outWidth) / pixels),
      1,
    ],
  };
}

/** Counts that the shader's parts share; all but the names of shapes are in vec4s. */
function layoutOf({ inChannels, outChannels }: ConvolutionGeometry, tile: PointwiseTile) {
  const { pixels, channels, depth, threadPixels, threadChannels, slices } = tile;
  return {
    inVectors: inChannels / 4,
    outVectors: outChannels / 4,
    pixelVectors: pixels / 4,
    channelVectors: channels / 4,
    /** A row of the tile: one input channel of all its pixels, then of all its output channels. */
    row: (pixels + channels) / 4,
    blocks: depth / BLOCK,
    sliceBlocks: depth / BLOCK / slices,
    steps: Math.ceil(inChannels / depth),
    threadRows: pixels / threadPixels,
    threadColumns: channels / threadChannels,
    /** Invocations that fetch pixels; those after them fetch the filter. */
    pixelFetchers: (pixels * depth) / 16,
    filterFetchers: (channels * depth) / 16,
    /** An invocation's sums: vec4s of channels, by pixel. */
    sums: each(threadPixels).flatMap((p) =>
      each(threadChannels / 4).map((v) => ({ p, v, name: `sum${p}_${v}` })),
    ),
  };
}

type Layout = ReturnType<typeof layoutOf>;

function shader(geometry: ConvolutionGeometry, tile: PointwiseTile): string {
  const layout = layoutOf(geometry, tile);
  const { row, blocks, sliceBlocks, steps, threadRows, threadColumns, sums } = layout;
  const { invocations, slices } = tile;
  // Nested, not flat: the bounds check that a browser adds to an index is then one of the invocation, outside the loop,
  // and every read in the unrolled code is at a constant distance from it.
  return `${convolutionBindings(geometry)}
var<workgroup> tile : array<array<array<vec4<f32>, ${row}>, ${BLOCK}>, ${BUFFERS * blocks}>;
${slices > 1 ? keepers(layout) : ''}
@compute @workgroup_size(${invocations})
fn main(@builtin(local_invocation_index) thread : u32, @builtin(workgroup_id) workgroup : vec3<u32>) {
  ${fetcher(geometry, tile, layout)}
  let column = thread % ${threadColumns}u;
  let line = (thread / ${threadColumns}u) % ${threadRows}u;
  let slice = thread / ${threadColumns * threadRows}u;
  ${sums.map(({ name }) => `var ${name} = ${ZERO};`).join(' ')}
  // What the next step needs is under way while this one computes.
  for (var step = 0u; step <= ${steps}u; step++) {
    if (step < ${steps}u) { ${fetch(geometry, tile, layout)} }
    if (step > 0u) {
      let first = ((step - 1u) % ${BUFFERS}u) * ${blocks}u + slice * ${sliceBlocks}u;
      for (var block = first; block < first + ${sliceBlocks}u; block++) {
        ${multiply(tile, layout)}
      }
    }
    if (step < ${steps}u) { ${stage(tile, layout)} }
    workgroupBarrier();
  }
  ${slices > 1 ? joinSlices(tile, layout) : ''}
  ${write(geometry, tile, layout)}
}`;
}

/**
 * Who fetches what: a block of four input channels (`quad`) of four pixels, or of four output channels' filter. Eight
 * neighbouring invocations take four such blocks of pixels by two of channels: each pixel's 32 bytes are then one
 * sector of a cache line, and with the second one's columns swizzled (bit 2 flipped) their eight vec4s of 16 bytes go to
 * the tile through all 32 banks at once. Pixels and channels past the last one are fetched from the last one.
 */
function fetcher(geometry: ConvolutionGeometry, tile: PointwiseTile, layout: Layout): string {
  const { batch, height, width, outHeight, outWidth, stride } = geometry;
  const { inVectors, outVectors, pixelVectors, channelVectors, blocks, pixelFetchers } = layout;
  const pixels = outHeight * outWidth;
  const source = (pixel: string) =>
    stride === 1
      ? pixel
      : `((${pixel} / ${pixels}u) * ${height * width}u + ((${pixel} % ${pixels}u) / ${outWidth}u) * ${stride * width}u + (${pixel} % ${outWidth}u) * ${stride}u)`;
  return `let fetchesPixels = thread < ${pixelFetchers}u;
  var quad : u32; var place : u32; var advance : u32; var origin = vec4<u32>();
  if (fetchesPixels) {
    quad = thread % 2u + ((thread / 8u) % ${blocks}u) * 2u;
    let vector = (thread / 2u) % 4u + (thread / ${8 * blocks}u) * 4u;
    let pixel = min(vec4<u32>(workgroup.y * ${tile.pixels}u + vector * 4u) + vec4<u32>(0u, 1u, 2u, 3u), vec4<u32>(${batch * pixels - 1}u));
    ${LANES.map((lane) => `origin.${lane} = ${source(`pixel.${lane}`)} * ${inVectors}u + quad;`).join(' ')}
    place = vector ^ ((quad % 2u) * 4u);
    advance = ${tile.depth / 4}u;
  } else {
    let number = thread - ${pixelFetchers}u;
    quad = number / ${channelVectors}u;
    let vector = number % ${channelVectors}u;
    let channel = min(workgroup.x * ${channelVectors}u + vector, ${outVectors - 1}u);
    origin = (quad * 4u + vec4<u32>(0u, 1u, 2u, 3u)) * ${outVectors}u + channel;
    place = ${pixelVectors}u + vector;
    advance = ${tile.depth * outVectors}u;
  }
  var next0 = ${ZERO}; var next1 = ${ZERO}; var next2 = ${ZERO}; var next3 = ${ZERO};`;
}

/** Buffers to registers. Input channels past the last one are zeros on both sides of the product. */
function fetch(geometry: ConvolutionGeometry, tile: PointwiseTile, layout: Layout): string {
  const read = (buffer: string) => LANES.map((lane, i) => `next${i} = ${buffer}[origin.${lane}];`).join(' ');
  const either = `if (fetchesPixels) { ${read('x')} } else ${ifFilter(tile, layout)} { ${read('filters')} } origin += advance;`;
  if (geometry.inChannels % tile.depth === 0) return either;
  const zeros = LANES.map((_, i) => `next${i} = ${ZERO};`).join(' ');
  return `if (step * ${tile.depth / 4}u + quad < ${layout.inVectors}u) { ${either} } else { ${zeros} }`;
}

/** Registers to the tile, whose rows are input channels: pixels are turned on their way. */
function stage(tile: PointwiseTile, layout: Layout): string {
  const turned = LANES.map((lane) => `vec4<f32>(next0.${lane}, next1.${lane}, next2.${lane}, next3.${lane})`);
  const rows = (values: readonly string[]) =>
    values.map((value, i) => `tile[block][row + ${i}u][place] = ${value};`).join(' ');
  return `{ let block = (step % ${BUFFERS}u) * ${layout.blocks}u + quad / 2u; let row = (quad % 2u) * 4u;
    if (fetchesPixels) { ${rows(turned)} } else ${ifFilter(tile, layout)} { ${rows(LANES.map((_, i) => `next${i}`))} } }`;
}

/** Where a step has fewer blocks than invocations, the last ones fetch nothing. */
function ifFilter({ invocations }: PointwiseTile, { pixelFetchers, filterFetchers }: Layout): string {
  const fetchers = pixelFetchers + filterFetchers;
  return fetchers < invocations ? `if (thread < ${fetchers}u)` : '';
}

/**
 * A block of the tile times itself. An invocation's vec4s lie a whole row of invocations apart, so that neighbours read
 * neighbouring vec4s, from different banks. `fma` because not every driver joins a product and a sum on its own.
 */
function multiply({ threadPixels, threadChannels }: PointwiseTile, layout: Layout): string {
  const { pixelVectors, threadRows, threadColumns, sums } = layout;
  return each(BLOCK)
    .map((k) => {
      const swizzle = k < 4 ? '' : ' ^ 4u';
      const a = each(threadPixels / 4).map(
        (i) => `let a${i} = tile[block][${k}][(line + ${i * threadRows}u)${swizzle}];`,
      );
      const b = each(threadChannels / 4).map(
        (v) => `let b${v} = tile[block][${k}][${pixelVectors}u + column + ${v * threadColumns}u];`,
      );
      const products = sums.map(
        ({ p, v, name }) =>
          `${name} = fma(vec4<f32>(a${Math.floor(p / 4)}.${LANES[p % 4] ?? ''}), b${v}, ${name});`,
      );
      return `{ ${[...a, ...b, ...products].join(' ')} }`;
    })
    .join('\n      ');
}

/** The tile as plain memory for the sums of slices. */
function keepers({ row }: Layout): string {
  const at = `tile[at / ${BLOCK * row}u][(at / ${row}u) % ${BLOCK}u][at % ${row}u]`;
  return `fn keep(at : u32, sum : vec4<f32>) { ${at} = sum; }
fn kept(at : u32) -> vec4<f32> { return ${at}; }`;
}

/** The first slice's invocations add what the others have summed. All take part in the barriers. */
function joinSlices({ slices }: PointwiseTile, { threadRows, threadColumns, sums }: Layout): string {
  const threads = threadRows * threadColumns;
  const perSlice = sums.length * threads;
  return `if (slice > 0u) {
    let at = thread - ${threads}u + (slice - 1u) * ${perSlice - threads}u;
    ${sums.map(({ name }, i) => `keep(at + ${i * threads}u, ${name});`).join(' ')}
  }
  workgroupBarrier();
  if (slice > 0u) { return; }
  for (var at = thread; at < ${(slices - 1) * perSlice}u; at += ${perSlice}u) {
    ${sums.map(({ name }, i) => `${name} += kept(at + ${i * threads}u);`).join(' ')}
  }`;
}

/** Bias, residual and activation; what lies outside of the output is left. */
function write(geometry: ConvolutionGeometry, tile: PointwiseTile, layout: Layout): string {
  const { batch, outHeight, outWidth, outChannels } = geometry;
  const { outVectors, channelVectors, threadRows, threadColumns, sums } = layout;
  const total = batch * outHeight * outWidth;
  const guarded = (needed: boolean, condition: string, line: string) =>
    needed ? `if (${condition}) { ${line} }` : `{ ${line} }`;
  const columns = each(tile.threadChannels / 4).map((v) => {
    const lines = sums
      .filter((sum) => sum.v === v)
      .map(({ p, name }) => {
        const pixel = `(first + ${Math.floor(p / 4) * threadRows * 4 + (p % 4)}u)`;
        const line = store(geometry, `${pixel} * ${outVectors}u + channel`, `${name} + added`, ZERO);
        return guarded(total % tile.pixels !== 0, `${pixel} < ${total}u`, line);
      });
    const body = `let added = bias[channel]; ${lines.join('\n      ')}`;
    return `{ let channel = workgroup.x * ${channelVectors}u + column + ${v * threadColumns}u;
    ${guarded(outChannels % tile.channels !== 0, `channel < ${outVectors}u`, body)} }`;
  });
  return `let first = workgroup.y * ${tile.pixels}u + line * 4u;
  ${columns.join('\n  ')}`;
}
