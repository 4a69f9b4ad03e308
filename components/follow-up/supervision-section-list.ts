/** The parts of supervision, in the order of their use; each name is a word of the namespace "supervision". */
export const SUPERVISION_SECTIONS = [
  { name: "followUp", href: "/supervision" },
  { name: "workload", href: "/supervision/workload" },
  { name: "trend", href: "/supervision/trend" },
  { name: "requests", href: "/supervision/requests" },
  { name: "log", href: "/supervision/log" },
  { name: "looks", href: "/supervision/looks" },
  { name: "audits", href: "/supervision/audits" },
] as const;
