import { Modal } from '@mantine/core';
import { useRoom, useView } from '../useRoom.ts';
import { TagBrowser } from './TagBrowser.tsx';
import { t } from '../words/index.ts';

/** Every element of the image on screen, to be searched, over the page. */
export function TagSheet() {
  const { view } = useRoom();
  const opened = useView(({ tags }) => tags === 'shown');
  return (
    <Modal
      opened={opened}
      onClose={() => view.setState({ tags: 'hidden' })}
      title={t('tags.title')}
      size={1080}
      classNames={{ content: 'tags-content', body: 'tags-body' }}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      transitionProps={{ duration: 0 }}
    >
      <TagBrowser />
    </Modal>
  );
}
