import { useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { EmptyState } from './EmptyState.tsx';
import { Footer } from './Footer.tsx';
import { FirstRunNotice } from './FirstRunNotice.tsx';
import { HelpSheet } from './HelpSheet.tsx';
import { Message } from './Message.tsx';
import { Panes } from './centre/Panes.tsx';
import { SliceStrip } from './centre/SliceStrip.tsx';
import { Toolbar } from './centre/Toolbar.tsx';
import { Header } from './header/Header.tsx';
import { Notes } from './left/Notes.tsx';
import { NotLoaded } from './left/NotLoaded.tsx';
import { SeriesList } from './left/SeriesList.tsx';
import { FindingsPanel } from './right/FindingsPanel.tsx';
import { ReportSheet } from './takeaway/ReportSheet.tsx';
import { TagSheet } from './tags/TagSheet.tsx';
import { useDrop } from './useDrop.ts';
import { useKeyboard } from './useKeyboard.ts';
import { useRoom, useStudy } from './useRoom.ts';
import { language, t } from './words/index.ts';

export function App() {
  // Follows the language for all that is drawn with it: words are asked for beneath.
  useStore(language);
  const room = useRoom();
  const dragging = useDrop(room);
  const open = useStudy(({ series }) => series.length > 0);
  useKeyboard(room);
  return (
    <div className="page" data-dragging={dragging}>
      <Header />
      <FirstRunNotice />
      <ReadingRoom open={open} />
      {!open && <EmptyState />}
      <Footer />
      <HelpSheet />
      <ReportSheet />
      <TagSheet />
      {/* For the eye of who drags with the mouse, over all landmarks and in none. */}
      {dragging && (
        <div className="drop-veil" aria-hidden>
          {t('app.dropToOpen')}
        </div>
      )}
    </div>
  );
}

/**
 * The middle is there from the start, hidden while nothing is open: the first image then waits for no component and for
 * no library to load. What stands beside it comes after it.
 */
function ReadingRoom({ open }: { readonly open: boolean }) {
  const { panes } = useRoom();
  const [beside, setBeside] = useState(false);
  useEffect(() => {
    if (!open) return;
    // Not a deferred value: while files are read, that would wait for a pause between them.
    const frame = requestAnimationFrame(() => setBeside(true));
    return () => {
      cancelAnimationFrame(frame);
      setBeside(false);
    };
  }, [open]);
  // While the room was hidden, its panes had no size to draw in.
  useLayoutEffect(() => {
    if (open) for (const { viewport } of panes.all()) viewport.draw();
  }, [open, panes]);
  return (
    <div className="room" hidden={!open}>
      {open && beside && (
        <aside className="left" aria-label={t('app.study')}>
          <SeriesList />
          <Notes />
          <NotLoaded />
        </aside>
      )}
      <main className="centre">
        <Toolbar />
        <Panes />
        {open && <Message />}
        <SliceStrip />
      </main>
      {open && beside && <FindingsPanel />}
    </div>
  );
}
