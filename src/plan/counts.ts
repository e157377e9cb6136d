// What a plan or a run comes to in figures (SPEC §11): steps by what they do, and people without one. Pure shapes.

export interface Counts {
  create: number;
  change: number;
  leave: number;
  return: number;
  delete: number;
  skip: number;
  conflict: number;
  unchanged: number;
}
