/** Just what is used of dcmjs 0.51.1, which has no types of its own. */
declare module 'dcmjs' {
  interface Element {
    readonly vr: string;
    readonly Value: readonly unknown[];
  }

  export const data: {
    readonly DicomDict: new (meta: Readonly<Record<string, Element>>) => {
      dict: Readonly<Record<string, Element>>;
      /** A Part 10 file in the transfer syntax that the meta group names. */
      write(): ArrayBuffer;
    };
    readonly DicomMetaDictionary: {
      /** From keywords to tags; a keyword that is in no dictionary is only logged and left out. */
      denaturalizeDataset(dataset: object): Readonly<Record<string, Element>>;
    };
  };
}
