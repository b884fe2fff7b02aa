/** The object form of a vocabulary, as GraphQL and schema libraries want it: `{ NGO: 'NGO', … }`. */
export function asEnum<const Values extends readonly string[]>(values: Values): { readonly [V in Values[number]]: V } {
  return Object.freeze(Object.fromEntries(values.map((value) => [value, value]))) as {
    readonly [V in Values[number]]: V;
  };
}

/** Whether a string from outside belongs to a vocabulary. */
export function isOneOf<const Values extends readonly string[]>(
  values: Values,
  value: string,
): value is Values[number] {
  return values.includes(value);
}
