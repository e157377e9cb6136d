// Reads the settings of a target from JSON that anybody may have written: each value by its path, every fault with a cure, all of them
// together. What a setting means is its connector's. Pure.
import type { CheckedSettings, SettingsFault } from '../targets.ts';

interface TextRule {
  /** undefined: the setting must be given. */
  standard?: string;
  pattern: RegExp;
  most: number;
  /** What it should look like, a sentence. */
  cure: string;
}

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each read gives its standard (or something harmless) where there is a fault: nobody uses a value before `faults` is empty. */
export class SettingReader {
  readonly faults: SettingsFault[] = [];
  readonly #members: Members;

  constructor(value: unknown, keys: readonly string[]) {
    this.#members = isMembers(value) ? value : {};
    if (!isMembers(value)) this.fault('', 'The settings are no object.', 'Write them as { "host": … }.');
    for (const key of Object.keys(this.#members))
      if (!keys.includes(key))
        this.fault(key, `There is no setting "${key}".`, `The settings are ${keys.join(', ')}.`);
  }

  fault(path: string, message: string, cure: string): void {
    this.faults.push({ path, message, cure });
  }

  result<T>(settings: T): CheckedSettings<T> {
    return this.faults.length > 0 ? { faults: this.faults } : { settings };
  }

  given(path: string): boolean {
    return this.#members[path] !== undefined;
  }

  text(path: string, rule: TextRule): string {
    const value = this.#members[path] ?? rule.standard;
    return this.#isText(path, value, rule) ? value : (rule.standard ?? '');
  }

  /** null or absent: there is none. */
  textOrNull(path: string, rule: Omit<TextRule, 'standard'>): string | null {
    const value = this.#members[path] ?? null;
    return value !== null && this.#isText(path, value, rule) ? value : null;
  }

  whole(path: string, rule: { min: number; max: number; standard: number }): number {
    const value = this.#members[path] ?? rule.standard;
    if (typeof value === 'number' && Number.isInteger(value) && value >= rule.min && value <= rule.max)
      return value;
    this.fault(
      path,
      `"${path}" is no whole number from ${rule.min} to ${rule.max}.`,
      `Write one, such as ${rule.standard}.`,
    );
    return rule.standard;
  }

  choice<T extends string>(path: string, choices: readonly T[], standard: T): T {
    const value = this.#members[path] ?? standard;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined)
      this.fault(path, `"${path}" is none of ${choices.join(', ')}.`, `Write "${standard}", for example.`);
    return chosen ?? standard;
  }

  flag(path: string, standard: boolean): boolean {
    const value = this.#members[path] ?? standard;
    if (typeof value === 'boolean') return value;
    this.fault(path, `"${path}" is neither true nor false.`, 'Write true or false without quotes.');
    return standard;
  }

  /** A list of texts; absent: none. */
  texts(path: string, rule: TextRule): string[] {
    return this.#texts(path, this.#members[path] ?? [], rule);
  }

  /** Values by settings template id; absent: none. */
  textByTemplate(path: string, rule: TextRule): Record<string, string> {
    const entries = this.#entries(path).filter(([id, value]) => this.#isText(`${path}.${id}`, value, rule));
    return Object.fromEntries(entries.map(([id, value]) => [id, String(value)]));
  }

  textsByTemplate(path: string, rule: TextRule): Record<string, string[]> {
    const entries = this.#entries(path);
    return Object.fromEntries(entries.map(([id, value]) => [id, this.#texts(`${path}.${id}`, value, rule)]));
  }

  #entries(path: string): [string, unknown][] {
    const value = this.#members[path] ?? {};
    if (isMembers(value)) return Object.entries(value);
    this.fault(path, `"${path}" is no object.`, 'Write it as { "settings template id": value }.');
    return [];
  }

  #texts(path: string, value: unknown, rule: TextRule): string[] {
    if (!Array.isArray(value)) {
      this.fault(path, `"${path}" is no list.`, 'Write it as ["…"].');
      return [];
    }
    const texts = value.filter((one, nth) => this.#isText(`${path}.${nth}`, one, rule));
    return [...new Set(texts.map(String))];
  }

  #isText(
    path: string,
    value: unknown,
    { pattern, most, cure }: Omit<TextRule, 'standard'>,
  ): value is string {
    if (value === undefined) this.fault(path, `"${path}" is missing.`, cure);
    else if (typeof value !== 'string') this.fault(path, `"${path}" is no text.`, cure);
    else if (value.length > most) this.fault(path, `"${path}" is longer than ${most} characters.`, cure);
    else if (!pattern.test(value)) this.fault(path, `"${path}" cannot be ${JSON.stringify(value)}.`, cure);
    else return true;
    return false;
  }
}
