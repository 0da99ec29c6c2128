import { relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * Every screen reaches the server by `callAction`, which is where a broken connection, a new build and an ended session
 * get their words. This reads the code with its types, so that a call can't hide behind a prop or another name.
 */

/** What an action may be called inside of: each hands its calls to `callAction`. */
const SEAM = /^(callAction|sendAction|useActionForm|useSignOut|run[A-Z]?\w*)$/;
/** Its action answers by a redirect, which Next follows from within a transition; all else it catches. */
const MAY_AWAIT = ['components/session/use-sign-out.ts'];

const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  { incremental: false },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  },
);
const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
const checker = program.getTypeChecker();
const screens = program
  .getSourceFiles()
  .filter((file) => /^(app|components)\//.test(pathOf(file)) && !/\.test\.tsx?$/.test(pathOf(file)));

function pathOf(file: ts.SourceFile): string {
  return relative(process.cwd(), file.fileName);
}

const place = (node: ts.Node): string => {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${pathOf(file)}:${line + 1}`;
};

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

const callsIn = (file: ts.SourceFile) => [...nodesOf(file)].filter(ts.isCallExpression);
const runsOnServer = (file: ts.SourceFile) => file.text.startsWith("'use server'");
const isPromise = (type: ts.Type) => type.symbol?.name === 'Promise';

function answersLikeAnAction(call: ts.CallExpression): boolean {
  const type = checker.getTypeAtLocation(call);
  if (!isPromise(type)) return false;
  const [value] = checker.getTypeArguments(type as ts.TypeReference);
  return (
    (value && checker.typeToString(value).startsWith('ActionResult')) ||
    value?.aliasSymbol?.name === 'ActionResult'
  );
}

function isInsideSeam(call: ts.Node): boolean {
  for (let node = call; node.parent; node = node.parent) {
    const { parent } = node;
    // What an Undo would call, which `run` gets with the rest.
    if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'call') return true;
    if (!ts.isCallExpression(parent) || node === parent.expression) continue;
    if (SEAM.test(parent.expression.getText().split('.')[0] ?? '')) return true;
  }
  return false;
}

describe('every call of a server action', () => {
  const calls = screens
    .filter((file) => !runsOnServer(file) && !pathOf(file).startsWith('components/action/'))
    .flatMap(callsIn)
    .filter(answersLikeAnAction);
  const named = (call: ts.CallExpression) => call.expression.getText();

  test('is seen by this test', () => {
    expect(calls.length).toBeGreaterThan(30);
    expect(calls.map(named)).toEqual(
      expect.arrayContaining(['actions.disable', 'signOutHere', 'onSwitch', 'judge']),
    );
  });

  test('goes through the one seam', () => {
    const outside = calls.filter((call) => !isInsideSeam(call) && !SEAM.test(named(call)));
    expect(outside.map((call) => `${place(call)} ${named(call)}`)).toEqual([]);
  });
});

test('nothing is awaited inside a transition, since what is rejected there takes the screen away', () => {
  const awaiting = screens
    .filter((file) => !MAY_AWAIT.includes(pathOf(file)))
    .flatMap(callsIn)
    .filter((call) => /^start[A-Z]?\w*$/.test(call.expression.getText()))
    .filter((call) => {
      const [callback] = call.arguments;
      const [signature] = callback ? checker.getTypeAtLocation(callback).getCallSignatures() : [];
      return signature !== undefined && isPromise(signature.getReturnType());
    });
  expect(awaiting.map(place)).toEqual([]);
});
