import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';

type PageHeaderProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  crumbs?: readonly Crumb[];
};

/** The screen's only `h1`; it can take the focus, so that a change of screen is announced. */
export function PageHeader({ title, description, actions, crumbs }: PageHeaderProps) {
  return (
    <header className="mb-4">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-title font-semibold [overflow-wrap:anywhere]">
            {title}
          </h1>
          {description && <div className="mt-1 text-ink-2">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
