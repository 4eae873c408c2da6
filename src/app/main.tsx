import '@mantine/core/styles.css';
import './styles/app.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { prepareReaders } from '../intake/index.ts';
import { App } from './App.tsx';
import { Mishap } from './Mishap.tsx';
import { keepUpToDate } from './newerVersion.ts';
import { optionsFrom } from './options.ts';
import { createRoom } from './room.ts';
import { theme } from './theme.ts';
import { RoomContext } from './useRoom.ts';
import { firstLanguage, speak } from './words/index.ts';

const room = createRoom(optionsFrom(location.search));
// The model loads and compiles while the reader still looks for the folder, and then what reads it.
void room.findings.start().then(prepareReaders);

keepUpToDate(room);

const schemes = localStorageColorSchemeManager({ key: 'hemolens.colour-scheme' });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/** English is here already; another language's words come first, so that the page is not drawn twice. */
async function draw(root: HTMLElement): Promise<void> {
  await speak(firstLanguage()).catch(() => undefined);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="dark" colorSchemeManager={schemes}>
        <Mishap>
          <RoomContext value={room}>
            <App />
          </RoomContext>
        </Mishap>
      </MantineProvider>
    </StrictMode>,
  );
}

void draw(root);
