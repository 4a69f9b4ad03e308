export const dynamic = "force-dynamic";

/** The least that this server can answer anew for each request: the floor of every page. */
export default function BarePage() {
  return <h1>{new Date().toISOString()}</h1>;
}
