import { HemolensError } from '../base/index.ts';
import { openModel, type OpenedModel } from '../model/index.ts';
import type { StartProgress } from './types.ts';
import { say } from './sentences.ts';

/**
 * A model from the place that served the page; nothing is asked of any other.
 * @param url  of `model.json`; the shards lie beside it
 * @throws {HemolensError} `inference/model-missing` where there is no model, or what `openModel` finds wrong with it
 */
export async function fetchModel(
  url: string,
  onProgress: (progress: StartProgress) => void,
): Promise<OpenedModel> {
  const modelJson: unknown = await (await get(url)).json().catch((cause: unknown) => {
    throw new HemolensError('inference/model-missing', say('noModelHere'), {
      file: url,
      cause,
    });
  });
  let read = 0;
  return openModel(
    modelJson,
    async (path, count) => {
      const bytes = new Uint8Array(await (await get(new URL(path, url).href)).arrayBuffer());
      read += 1;
      onProgress({ step: 'download', fraction: read / count });
      return bytes;
    },
    url,
  );
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new HemolensError('inference/model-missing', say('partUnread'), {
      file: url,
      cause,
    });
  });
  if (!response.ok) {
    throw new HemolensError('inference/model-missing', say('partUnreadStatus', { status: response.status }), {
      file: url,
    });
  }
  return response;
}
