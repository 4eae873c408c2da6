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
      /** By tag as `(0010,0010)`, upper case. Looked up, never listed: it is unpacked as it is asked. */
      readonly dictionary: Readonly<
        Record<string, { readonly vr: string; readonly name: string } | undefined>
      >;
      readonly sopClassNamesByUID: Readonly<Record<string, string | undefined>>;
    };
  };
}
