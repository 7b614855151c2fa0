/**
 * Keeps a worker's entry a chunk of its own that no other chunk imports. WebKit evaluates the entry of a module worker a
 * second time when a script that it loads later imports from it: the second copy takes the worker's messages and never
 * got its start, so nothing is answered any more. What both need goes into a chunk of its own; a build that would ship an
 * entry that is imported fails.
 * @returns {import('vite').Plugin}
 */
export function workerEntryPlugin() {
  return {
    name: 'presumed:worker-entry',
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        groups: [
          {
            name: 'worker-first',
            tags: ['$initial'],
            test: (id) => !/[\\/]worker[\\/](worker|crypto[\\/]helper)\.ts$/.test(id),
          },
        ],
      },
    }),
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const { fileName } of chunks.filter((chunk) => chunk.isEntry))
        for (const chunk of chunks)
          if ([...chunk.imports, ...chunk.dynamicImports].includes(fileName))
            this.error(`${chunk.fileName} imports ${fileName}, the entry of a worker: WebKit would run it twice.`);
    },
  };
}
