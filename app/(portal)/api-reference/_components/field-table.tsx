import type { Field } from './described';
import { Prose } from './prose';

/** The fields of a request or an answer; in a narrow window each is a block of its own. */
export function FieldTable({ title, of, fields }: { title: string; of: string; fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  const isRequest = title !== '';
  return (
    <section aria-label={`${title || 'Fields'}: ${of}`}>
      {isRequest && <h3 className="mb-1.5 font-medium">{title}</h3>}
      <div className="overflow-x-auto rounded-control border border-line">
        <table className="w-full text-left text-sm max-sm:block max-sm:[&_td]:block max-sm:[&_td]:w-full max-sm:[&_tr]:block max-sm:[&_tr]:py-1.5 max-sm:[&_td]:py-0.5 [&_td]:px-3 [&_td]:py-1.5 [&_td]:align-top">
          <thead className="sr-only">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Description</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line-soft max-sm:block">
            {fields.map(({ name, type, isRequired, description }) => (
              <tr key={`${name} ${type}`}>
                <td className="w-[30%]">
                  <code className="font-mono">{name}</code>
                  {isRequest && isRequired && <span className="block text-xs text-ink-3">required</span>}
                </td>
                <td className="w-[30%] text-ink-2 [overflow-wrap:anywhere]">{type}</td>
                <td className="text-ink-2">
                  <Prose text={description} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
