import { Button, Modal } from '@mantine/core';
import { Printer } from 'lucide-react';
import { useRoom, useView } from '../useRoom.ts';
import { ReportPage } from './ReportPage.tsx';
import { t } from '../words/index.ts';

/** The report as it will be printed, over the page; in print it is all there is. */
export function ReportSheet() {
  const { view } = useRoom();
  const opened = useView(({ report }) => report === 'shown');
  return (
    <Modal
      opened={opened}
      onClose={() => view.setState({ report: 'hidden' })}
      title={t('export.printable')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      fullScreen
      classNames={{ root: 'report', inner: 'report-inner', content: 'report-content', header: 'report-head' }}
      transitionProps={{ duration: 0 }}
    >
      <Button
        size="xs"
        className="report-print"
        leftSection={<Printer size={15} />}
        data-autofocus
        onClick={() => window.print()}
      >
        {t('print.button')}
      </Button>
      <ReportPage />
    </Modal>
  );
}
