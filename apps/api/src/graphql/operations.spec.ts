import { describe, expect, it } from '@jest/globals';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { objectIdOf, rootFields } from './operations.js';

const id = '018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21';

function fieldsOf(query: string) {
  const document = parse(query);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('no operation');
  return rootFields(operation, document);
}

describe('root fields', () => {
  it('are found under the name they answer by, in fragments too', () => {
    const fields = fieldsOf(
      '{ a: me { id } ...F ... on Query { c: cases { id } } } fragment F on Query { referral { id } }',
    );
    expect([...fields].map(([name, field]) => [name, field.name.value])).toEqual([
      ['a', 'me'],
      ['referral', 'referral'],
      ['c', 'cases'],
    ]);
  });
});

describe('the object a field acts on', () => {
  it.each([
    ['an argument', `mutation { x(id: "${id}") }`, {}, id],
    ['an input', `mutation { x(input: { id: "${id}" }) }`, {}, id],
    ['an input by its subject', `mutation { x(input: { referralId: "${id}" }) }`, {}, id],
    ['a variable', 'mutation { x(input: $input) }', { input: { referralId: id } }, id],
    ['an argument by its subject', 'query { x(referralId: $r) }', { r: id }, id],
    ['something that is no id', 'mutation { x(input: { referralId: "Ana" }) }', {}, null],
    ['nothing', 'mutation { x }', {}, null],
    ['a list', 'mutation { x(input: $input) }', { input: [id] }, null],
  ])('is read from %s', (_, query, variables, expected) => {
    const field = fieldsOf(query).get('x');
    if (field === undefined) throw new Error('no field');
    expect(objectIdOf(field, 'Referral', variables)).toBe(expected);
  });
});
