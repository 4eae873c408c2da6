import * as tf from '@tensorflow/tfjs';
import { LOG_MEAN_EXP, logMeanExpSharpness } from '../../model/index.ts';

/** Teaches tfjs the pooling of our graphs that it has no op for. Before a graph is loaded. */
export function registerLogMeanExp(): void {
  tf.registerOp(LOG_MEAN_EXP, ({ inputs, attrs }) => {
    const [x] = inputs;
    if (!x) throw new TypeError(`${LOG_MEAN_EXP}: its input is missing`);
    return logMeanExp(x, logMeanExpSharpness(attrs));
  });
}

/** @param x  `[n, height, width, classes]`; the result is `[n, classes]` */
function logMeanExp(x: tf.Tensor, sharpness: number): tf.Tensor {
  const [, height = 0, width = 0] = x.shape;
  return tf.tidy(() =>
    tf
      .logSumExp(x.mul(sharpness), [1, 2])
      .sub(Math.log(height * width))
      .div(sharpness),
  );
}
