import { Button } from '@mantine/core';
import { FileStack, FolderOpen, Sparkles } from 'lucide-react';
import { useRef } from 'react';
import { filesFromInput } from '../../intake/index.ts';
import { useRoom } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** Known to every browser, and not to React's types. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/** On the page once: in the middle of it while it is empty, in the header afterwards. */
export function OpenButtons({ size }: { readonly size: 'xs' | 'md' }) {
  const room = useRoom();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const icon = size === 'md' ? 18 : 15;
  const chosen = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) room.open(filesFromInput(input.files));
    // So that choosing the same folder again is a change again.
    input.value = '';
  };
  return (
    <div className="open-buttons">
      <Button
        size={size}
        variant={size === 'md' ? 'filled' : 'default'}
        leftSection={<FolderOpen size={icon} />}
        onClick={() => folder.current?.click()}
      >
        {t('header.openFolder')}
      </Button>
      <Button
        size={size}
        variant="default"
        leftSection={<FileStack size={icon} />}
        onClick={() => files.current?.click()}
      >
        {t('header.openFiles')}
      </Button>
      <Button
        size={size}
        variant={size === 'md' ? 'default' : 'subtle'}
        leftSection={<Sparkles size={icon} />}
        onClick={() => room.openDemo()}
      >
        {t('header.demo')}
      </Button>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...WHOLE_FOLDER}
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input ref={files} type="file" hidden multiple onChange={(event) => chosen(event.currentTarget)} />
    </div>
  );
}
