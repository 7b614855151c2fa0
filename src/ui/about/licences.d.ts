/** What ships and under which licence, put in by the build (scripts/licences.mjs). */
declare module 'virtual:licences' {
  export const licences: readonly {
    readonly name: string;
    readonly version: string;
    /** An SPDX identifier. */
    readonly licence: string;
    /** As the package brings it; `''` when it brings none. */
    readonly text: string;
  }[];
}
