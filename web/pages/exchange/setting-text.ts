// A setting as text for a field: lists with commas, nothing where there is none. Pure.

export function presentSetting(value: unknown): string {
  if (Array.isArray(value)) return value.map(presentSetting).join(', ');
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? String(value) : '';
}
