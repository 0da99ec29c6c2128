import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import type { JsonSchema } from '@/lib/platform/openapi/json-schema';
import { curlFor, type Described, type Field, fieldsOf, typeInWords } from './described';
import { FieldTable } from './field-table';
import { Prose } from './prose';

type OperationDetailsProps = {
  origin: string;
  operation: Described;
  schemas: Record<string, JsonSchema>;
};

/** One operation. It opens without JavaScript. */
export function OperationDetails({ origin, operation, schemas }: OperationDetailsProps) {
  const {
    operationId,
    method,
    path,
    summary,
    description,
    parameters = [],
    requestBody,
    responses,
  } = operation;
  const body = requestBody?.content['application/json']?.schema;
  const sent = parameters.map(
    ({ name, in: where, required, schema, description = '' }): Field => ({
      name,
      type: `${typeInWords(schema, schemas)}, in the ${where}`,
      isRequired: required,
      description,
    }),
  );
  return (
    <details id={operationId} className="group scroll-mt-20">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 hover:bg-hover">
        <span className="w-14 shrink-0">
          <Badge tone={method === 'DELETE' ? 'bad' : method === 'GET' ? 'plain' : 'accent'}>{method}</Badge>
        </span>
        <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{path}</code>
        <span className="text-ink-2">{summary}</span>
      </summary>
      <div className="space-y-4 px-4 pt-2 pb-5 sm:pl-[5.25rem]">
        {description && <Prose text={description} />}
        <CodeBlock label={`curl: ${summary}`} code={curlFor(origin, operation)} />
        {sent.length > 0 && <FieldTable title="Parameters" of={summary} fields={sent} />}
        {body && <FieldTable title="Body" of={summary} fields={fieldsOf(body, schemas)} />}
        <Answers of={summary} responses={responses} schemas={schemas} />
      </div>
    </details>
  );
}

type AnswersProps = { of: string; responses: Described['responses']; schemas: Record<string, JsonSchema> };

function Answers({ of, responses, schemas }: AnswersProps) {
  return (
    <section aria-label={`Answers: ${of}`}>
      <h3 className="mb-1.5 font-medium">Answers</h3>
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[3rem_minmax(0,1fr)]">
        {Object.entries(responses).map(([status, { description, content = {} }]) => {
          const schema = content['application/json']?.schema;
          return (
            <div key={status} className="contents">
              <dt className="font-mono text-[0.8125rem] text-ink-2">{status}</dt>
              <dd className="min-w-0 space-y-2">
                <Prose text={description} />
                {schema && <FieldTable title="" of={`${of}, ${status}`} fields={fieldsOf(schema, schemas)} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
