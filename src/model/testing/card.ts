import type { ModelCard } from '../convert.ts';

/** What a manifest must state, of a model that was made in code for a test. */
export const TEST_CARD: ModelCard = {
  id: 'test',
  version: '1',
  licence: 'not stated',
  provenance: { trainedOn: 'nothing', trainedBy: 'nobody', source: 'made in code' },
  performance: [],
  intendedUse: 'tests',
};
