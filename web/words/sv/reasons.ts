// Why a plan does what it does, by the reason's code: a short title and what to do. A code without words shows the server's sentence. Swedish.

export interface ReasonWords {
  title: string;
  cure: string;
}

/** field: the field's name as people read it; '' when the code has none. */
export const reasons: Readonly<Record<string, (field: string) => ReasonWords>> = {
  missing: (field) => ({
    title: `${field} saknas`,
    cure: `Fyll i fältet för personen i Entra ID, eller hämta ${field} från ett annat fält i fältmappningen.`,
  }),
};
