// What a source said about a person, as plain values.

/** A source field's value as it was sent; null when the person has none. Lists keep their order. */
export type FactValue = string | number | boolean | null | FactValue[] | { [key: string]: FactValue };
/** Source field name → value, for the fields that were asked for. */
export type Facts = Record<string, FactValue>;
