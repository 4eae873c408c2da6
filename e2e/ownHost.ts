import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preview } from 'vite';

/** The built page on a host of a test's own, which can hold the service worker back, publish a newer version, and go. */
export interface OwnHost {
  readonly url: string;
  /** From here on a browser gets the service worker. */
  offerWorker(): void;
  /** Another service worker, and none of the chunks that this one's page loads on demand. */
  publishNext(): Promise<void>;
  leave(): Promise<void>;
}

export async function ownHost(folder: string): Promise<OwnHost> {
  await cp('dist', folder, { recursive: true });
  let offered = false;
  let offer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (offer = resolve)).then(() => (offered = true));
  const server = await preview({
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 4300 },
    plugins: [
      {
        name: 'hold-service-worker',
        configurePreviewServer({ middlewares }) {
          middlewares.use((request, _, next) => {
            if (offered || !request.url?.startsWith('/sw.js')) next();
            else void held.then(() => next());
          });
        },
      },
    ],
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the page is not served');
  return {
    url,
    offerWorker: offer,
    async publishNext() {
      const assets = join(folder, 'assets');
      const worker = join(folder, 'sw.js');
      let script = await readFile(worker, 'utf8');
      for (const name of await readdir(assets)) {
        if (name.startsWith('index-')) continue;
        await rm(join(assets, name));
        script = script.replace(`{url:"assets/${name}",revision:null},`, '');
      }
      await writeFile(worker, script);
    },
    leave: () => server.close(),
  };
}
