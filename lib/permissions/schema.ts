/** A permission as a person choosing it sees it. */
export type PermissionChoice = {
  name: string;
  label: string;
  sentence: string;
  granted: boolean;
  publicFit: boolean;
  recommended: boolean;
};
