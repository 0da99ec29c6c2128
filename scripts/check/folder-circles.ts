/** A module and what it imports, by paths from the repository's root. */
export type Module = { source: string; dependencies: { resolved: string }[] };

type Import = { from: string; to: string };
/** For one folder: which of its children import which others, and by what. */
type Graph = Map<string, Map<string, Import>>;

const TEST = /\.test\.tsx?$/;
const FILES = '(files)';

/**
 * Circles between sibling folders, at any depth: A imports B and B imports A, directly or through others. A rule about
 * files can't see them. The files that lie directly in a folder count as one of its children; a screen and its private
 * `_components` count as one folder, since Next.js puts its page and its actions beside them.
 */
export function findFolderCircles(modules: readonly Module[]): string[] {
  const graphs = new Map<string, Graph>();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      if (TEST.test(source) || TEST.test(resolved) || resolved.includes('node_modules/')) continue;
      addImport(graphs, { from: source, to: resolved });
    }
  }
  return [...graphs].flatMap(([folder, graph]) =>
    circlesIn(graph).map((circle) => `${folder === '' ? 'the root' : folder}: ${explain(circle, graph)}`),
  );
}

function addImport(graphs: Map<string, Graph>, { from, to }: Import): void {
  const [a, b] = [foldersOf(from), foldersOf(to)];
  let depth = 0;
  while (depth < a.length && depth < b.length && a[depth] === b[depth]) depth++;
  const [child, other] = [a[depth] ?? FILES, b[depth] ?? FILES];
  if (child === other) return;
  const folder = a.slice(0, depth).join('/');
  const graph = graphs.get(folder) ?? new Map();
  graphs.set(folder, graph);
  const targets = graph.get(child) ?? new Map<string, Import>();
  graph.set(child, targets);
  if (!targets.has(other)) targets.set(other, { from, to });
}

const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .filter((folder) => folder !== '_components');

/** Tarjan's strongly connected components of two or more children. */
function circlesIn(graph: Graph): string[][] {
  const circles: string[][] = [];
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (child: string): number => {
    const index = indexes.size;
    indexes.set(child, index);
    lowest.set(child, index);
    stack.push(child);
    for (const other of graph.get(child)?.keys() ?? []) {
      const reached = indexes.has(other)
        ? stack.includes(other)
          ? (indexes.get(other) ?? index)
          : index
        : visit(other);
      lowest.set(child, Math.min(lowest.get(child) ?? index, reached));
    }
    if (lowest.get(child) === index) {
      const circle = stack.splice(stack.indexOf(child));
      if (circle.length > 1) circles.push(circle);
    }
    return lowest.get(child) ?? index;
  };
  for (const child of graph.keys()) if (!indexes.has(child)) visit(child);
  return circles;
}

function explain(circle: readonly string[], graph: Graph): string {
  const ties = circle.flatMap((child) =>
    [...(graph.get(child) ?? [])]
      .filter(([other]) => circle.includes(other))
      .map(([, { from, to }]) => `\n    ${from} → ${to}`),
  );
  return `${circle.join(' ⇄ ')} import each other${ties.join('')}`;
}
