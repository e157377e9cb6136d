// Why a field can not take a value: in English the server's own sentence is said as it is.

export const whys: Readonly<Record<string, string>> = {};
