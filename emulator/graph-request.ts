// A request to Graph as it came off the wire or out of a batch, before anything is understood of it.
export interface GraphRequest {
  method: string;
  /** Path and query below the origin, as sent. */
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  body: string;
  origin: string;
}

export interface BatchPartLog {
  method: string;
  url: string;
  status: number;
}
