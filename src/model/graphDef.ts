/**
 * A graph as it stands in a model.json: checked once, when the model is opened, as far as this program reads it; what else
 * stands there is TensorFlow.js's to read.
 */
import * as v from 'valibot';

/** Of 64 bits: a protocol buffer's JSON has it as text. */
const int = v.union([v.string(), v.number()]);
const holdsInteger = v.looseObject({ i: int });
const holdsIntegers = v.looseObject({ list: v.looseObject({ i: v.array(int) }) });
const holdsNumber = v.looseObject({ f: v.number() });

export const graphDef = v.looseObject({
  node: v.array(
    v.looseObject({
      name: v.string(),
      op: v.exactOptional(v.string()),
      input: v.exactOptional(v.array(v.string())),
      attr: v.exactOptional(
        v.looseObject({
          groups: v.exactOptional(holdsInteger),
          sharpness: v.exactOptional(holdsNumber),
          strides: v.exactOptional(holdsIntegers),
        }),
      ),
    }),
  ),
});

export type GraphDef = v.InferOutput<typeof graphDef>;

/** What an attribute may hold, as the value that it stands for. */
export const integer = v.pipe(
  holdsInteger,
  v.transform(({ i }) => Number(i)),
);
export const integers = v.pipe(
  holdsIntegers,
  v.transform(({ list }) => list.i.map(Number)),
);
export const number = v.pipe(
  holdsNumber,
  v.transform(({ f }) => f),
);
export const text = v.pipe(
  v.object({ s: v.pipe(v.string(), v.base64()) }),
  v.transform(({ s }) => atob(s)),
);
export const texts = v.pipe(
  v.object({ list: v.object({ s: v.array(v.pipe(v.string(), v.base64())) }) }),
  v.transform(({ list }) => list.s.map(atob)),
);
