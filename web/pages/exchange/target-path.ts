// Where the API has one exchange.

export const targetPath = '/companies/{company}/targets/{target}';
