import type { Module } from './folder-circles';

const PRIVATE = /^(app\/(?:.+\/)?)_components\//;

/** Imports of a screen's private `_components` from outside that screen. What several screens show is in components/. */
export const findForeignComponents = (modules: readonly Module[]): string[] =>
  modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }) => {
      const screen = PRIVATE.exec(resolved)?.[1];
      const isForeign = screen !== undefined && !source.startsWith(screen);
      return isForeign ? [`private-components: ${source} → ${resolved}`] : [];
    }),
  );
