/** What is dragged from the series list to a pane. */

/** Nothing else on the page, and no other page, drags this. */
const SERIES = 'application/x-hemolens-series';

export function dragSeries(transfer: DataTransfer, key: string): void {
  transfer.setData(SERIES, key);
  transfer.effectAllowed = 'copy';
}

/** Whether a series is being dragged; which one is known when it is dropped. */
export function holdsSeries(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(SERIES) ?? false;
}

export function droppedSeries(transfer: DataTransfer): string | undefined {
  return transfer.getData(SERIES) || undefined;
}
